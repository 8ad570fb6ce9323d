#include "record/file.h"

#include "value/problem.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace outturn {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStagedPrefix = ".outturn-";

// The system's words for an error number, the same in every locale of ours (we set none).
std::string words_of(int error) {
  return std::generic_category().message(error);
}

[[noreturn]] void refuse(const fs::path& path, Reason reason, std::string message) {
  throw InputError(Place{path.string()}, reason, std::move(message));
}

[[noreturn]] void refuse_write(const fs::path& path, int error) {
  refuse(path, Reason::write_failed, "can't be written: " + words_of(error));
}

// An open file, closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

Descriptor open_for_reading(const fs::path& path) {
  return Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

fs::path parent_of(const fs::path& path) {
  const fs::path parent = path.parent_path();
  return parent.empty() ? fs::path(".") : parent;
}

fs::path staged_name(const fs::path& target) {
  return parent_of(target) / (std::string(kStagedPrefix) + target.filename().string());
}

void sync(const fs::path& path) {
  const Descriptor file = open_for_reading(path);
  if (!file.is_open() || ::fsync(file.number()) != 0) {
    refuse_write(path, errno);
  }
}

// Nothing, or the error number.
int write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno != EINTR) {
      return errno;
    }
    content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0 ? 0 : errno;
}

// Gives a file the permissions of another one, if that is there.
void take_permissions(const fs::path& from, const fs::path& to) {
  struct stat status {};
  if (::stat(from.c_str(), &status) == 0 && ::chmod(to.c_str(), status.st_mode & 07777U) != 0) {
    refuse_write(from, errno);
  }
}

// Nothing but files, and folders of such.
bool is_tree_of_files(const fs::path& path) {
  std::error_code error;
  fs::recursive_directory_iterator at(path, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::error_code unknown;
    const fs::file_type type = at->symlink_status(unknown).type();
    if (type != fs::file_type::regular && type != fs::file_type::directory) {
      return false;
    }
  }
  return !error;
}

// What a run makes: a folder of files, never a link, and no folders in it but those of these names.
bool is_of_a_run(const fs::path& path, const std::vector<std::string>& folders) {
  std::error_code error;
  if (fs::symlink_status(path, error).type() != fs::file_type::directory) {
    return false;
  }
  const fs::directory_iterator entries(path, error);
  return !error && std::all_of(begin(entries), end(entries), [&](const fs::directory_entry& entry) {
    std::error_code unknown;
    const fs::file_type type = entry.symlink_status(unknown).type();
    const bool named =
        std::find(folders.begin(), folders.end(), entry.path().filename().string()) !=
        folders.end();
    return type == fs::file_type::regular ||
           (type == fs::file_type::directory && named && is_tree_of_files(entry.path()));
  });
}

// Removes what a killed run left of writing `target`. A run that lives holds the lock on it.
void remove_leftover(const fs::path& target, const std::vector<std::string>& folders) {
  const fs::path staging = staged_name(target);
  if (!is_of_a_run(staging, folders)) {
    return;
  }
  const Descriptor folder = open_for_reading(staging);
  if (folder.is_open() && ::flock(folder.number(), LOCK_EX | LOCK_NB) == 0) {
    std::error_code ignored;  // whoever needs the name says that it is taken
    fs::remove_all(staging, ignored);
  }
}

[[noreturn]] void refuse_taken(const fs::path& staging,
                               const fs::path& target,
                               const std::vector<std::string>& folders) {
  if (is_of_a_run(staging, folders)) {
    throw InputError(Place{target.string()},
                     Reason::write_failed,
                     "another run is writing this",
                     "wait for it to end");
  }
  throw InputError(Place{staging.string()},
                   Reason::write_failed,
                   "is in the way: a result is made under this name before it is put in its place",
                   "move it away; no run of this program made it");
}

// Makes the folder and locks it; the lock ends with the process, however it ends.
int make_locked_folder(const fs::path& path,
                       const fs::path& target,
                       const std::vector<std::string>& folders) {
  if (::mkdir(path.c_str(), 0777) != 0) {
    if (errno == EEXIST) {
      refuse_taken(path, target, folders);
    }
    refuse_write(target, errno);
  }
  Descriptor folder = open_for_reading(path);
  if (!folder.is_open() || ::flock(folder.number(), LOCK_EX | LOCK_NB) != 0) {
    refuse_write(target, errno);
  }
  return folder.release();
}

int rename_with(const fs::path& from, const fs::path& to, unsigned flags) {
  return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0 ? 0 : errno;
}

// Puts the new folder in the old one's place, then removes the old one. The old one is locked while
// it bears the temporary name, so that no other run takes that name for its own meanwhile.
void exchange_and_remove(const fs::path& fresh, const fs::path& old) {
  const Descriptor lock = open_for_reading(old);
  if (!fs::is_directory(old)) {
    refuse(old, Reason::write_failed, "is a file; a folder would be written here");
  }
  if (!lock.is_open() || ::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) {
    refuse_write(old, errno);
  }
  if (const int error = rename_with(fresh, old, RENAME_EXCHANGE); error != 0) {
    refuse_write(old, error);
  }
  std::error_code ignored;  // a leftover is removed by the next run
  fs::remove_all(fresh, ignored);
}

// Syncs a folder and the folders in it; their files are synced as they are written.
void sync_folders(const fs::path& path) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_directory()) {
      sync(entry.path());
    }
  }
  sync(path);
}

[[noreturn]] void refuse_size(const fs::path& path, std::size_t largest) {
  refuse(path, Reason::file_too_large, fmt::format("is larger than {} bytes", largest));
}

// A pipe may be read: its end is known only when it comes. A device may have none.
void check_can_be_read(const fs::path& path, const struct stat& status, std::size_t largest) {
  if (S_ISDIR(status.st_mode)) {
    refuse(path, Reason::file_unreadable, "is a folder, not a file");
  }
  if (S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode)) {
    refuse(path, Reason::file_unreadable, "is a device, not a file");
  }
  if (status.st_size > 0 && static_cast<std::size_t>(status.st_size) > largest) {
    refuse_size(path, largest);
  }
}

fs::path without_last_slash(const fs::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

// How long the last line of a text has grown so far, piece by piece.
class LineLength {
 public:
  explicit LineLength(std::size_t longest) : longest_(longest) {}

  bool grows_too_long(std::string_view piece) {
    number_ += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
    const auto last_break = piece.rfind('\n');
    length_ = last_break == std::string_view::npos ? length_ + piece.size()
                                                   : piece.size() - last_break - 1;
    return length_ > longest_ &&
           length_ - longest_ > 1;  // a carriage return is not yet known for one
  }

  std::size_t number() const { return number_; }

 private:
  std::size_t longest_;
  std::size_t length_ = 0;
  std::size_t number_ = 1;
};

}  // namespace

std::string read_file(const fs::path& path, std::size_t largest, std::size_t longest_line) {
  const Descriptor file = open_for_reading(path);
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0) {
    const int error = errno;
    const bool missing = error == ENOENT || error == ENOTDIR;
    refuse(path,
           missing ? Reason::file_missing : Reason::file_unreadable,
           missing ? "no such file" : "can't be read: " + words_of(error));
  }
  check_can_be_read(path, status, largest);
  std::string content;
  content.reserve(static_cast<std::size_t>(status.st_size));
  std::array<char, 65536> piece{};
  ssize_t size = 0;
  LineLength line(longest_line);
  while ((size = ::read(file.number(), piece.data(), piece.size())) != 0) {
    if (size < 0 && errno != EINTR) {
      refuse(path, Reason::file_unreadable, "can't be read: " + words_of(errno));
    }
    const std::string_view fresh(piece.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
    if (line.grows_too_long(fresh)) {
      throw InputError(Place{path.string(), line.number()},
                       Reason::csv_line_too_long,
                       fmt::format("a row of more than {} bytes", longest_line),
                       "look for a quote that is never closed");
    }
    content.append(fresh);
    if (content.size() > largest) {
      refuse_size(path, largest);
    }
  }
  return content;
}

void write_synced(const fs::path& path, std::string_view content, unsigned permissions) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions));
  if (!file.is_open()) {
    refuse_write(path, errno);
  }
  if (const int error = write_all(file.number(), content); error != 0) {
    ::unlink(path.c_str());
    refuse_write(path, error);
  }
}

void write_atomically(const fs::path& path, std::string_view content) {
  const StagedFolder staged(path);
  const fs::path temporary = staged.path() / path.filename();
  write_synced(temporary, content);
  take_permissions(path, temporary);
  if (const int error = rename_with(temporary, path, 0); error != 0) {
    refuse_write(path, error);
  }
  sync(parent_of(path));
}

void move_new(const fs::path& from, const fs::path& to) {
  sync(from);
  if (const int error = rename_with(from, to, RENAME_NOREPLACE); error != 0) {
    refuse_write(to, error);
  }
  sync(parent_of(to));
}

void remove_leftover_of(const fs::path& target) {
  remove_leftover(without_last_slash(target), {});
}

MadeFolders::MadeFolders(const fs::path& path) {
  fs::path missing = path;
  std::error_code unknown;  // creating says what is wrong
  while (!missing.empty() && !fs::exists(missing, unknown)) {
    made_.push_back(missing);
    missing = missing.parent_path();
  }
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    remove_empty();
    refuse_write(path, error.value());
  }
}

MadeFolders::~MadeFolders() {
  remove_empty();
}

void MadeFolders::remove_empty() {
  for (const fs::path& path : made_) {
    ::rmdir(path.c_str());  // fails where something stands in it, as it should
  }
}

StagedFolder::StagedFolder(const fs::path& target, const std::vector<std::string>& folders)
    : target_(without_last_slash(target)),
      staging_(staged_name(target_)),
      folders_(folders),
      parents_(parent_of(target_)) {
  remove_leftover(target_, folders_);
  lock_ = make_locked_folder(staging_, target_, folders_);
}

StagedFolder::~StagedFolder() {
  if (!published_) {
    std::error_code ignored;  // a leftover is removed by the next run
    fs::remove_all(staging_, ignored);
  }
  ::close(lock_);
}

void StagedFolder::add(const std::string& name, std::string_view content) const {
  const fs::path file(name);
  const std::string first = file.begin()->string();
  if (file.has_parent_path() &&
      std::find(folders_.begin(), folders_.end(), first) == folders_.end()) {
    throw Defect("a file in a folder that wasn't named: " + name);
  }
  const fs::path path = staging_ / file;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) {
    refuse_write(path, error.value());
  }
  write_synced(path, content);
}

void StagedFolder::publish() {
  sync_folders(staging_);
  const int error = rename_with(staging_, target_, RENAME_NOREPLACE);
  if (error == EEXIST) {
    exchange_and_remove(staging_, target_);
  } else if (error != 0) {
    refuse_write(target_, error);
  }
  published_ = true;
  sync(parent_of(target_));
}

}  // namespace outturn
