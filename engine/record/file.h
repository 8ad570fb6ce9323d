// Files, all or nothing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

inline constexpr std::size_t kAnyLength = static_cast<std::size_t>(-1);

// The whole content of a file of at most `largest` bytes. Throws InputError(file_missing,
// file_unreadable, file_too_large) with the path as given; a folder or a device is unreadable, a
// pipe is read to its end. The content is read into memory rather than mapped: what is digested and
// what is parsed are then the same bytes, whatever another program does to the file meanwhile.
// A line longer than `longest_line` bytes ends the reading with csv_line_too_long, so that an
// endless one costs no memory.
std::string read_file(const std::filesystem::path& path,
                      std::size_t largest,
                      std::size_t longest_line = kAnyLength);

// Who may read and write a new file, as the bits of chmod: all whom the umask lets, or nobody but
// its owner.
inline constexpr unsigned kForAll = 0666;
inline constexpr unsigned kForOwner = 0600;

// Writes a new file and syncs it to disk. Throws InputError(write_failed), also when the name is
// taken; what was written so far is removed.
void write_synced(const std::filesystem::path& path,
                  std::string_view content,
                  unsigned permissions = kForAll);

// Writes under a temporary name beside `path`, syncs, renames: whoever looks sees the old content
// or the new, never a part. A file that is replaced leaves its permissions to the new one. Throws
// InputError(write_failed).
void write_atomically(const std::filesystem::path& path, std::string_view content);

// Syncs `from` to disk and renames it to `to`, a name on the same file system that nobody has yet.
// Throws InputError(write_failed), also when the name is taken.
void move_new(const std::filesystem::path& from, const std::filesystem::path& to);

// Removes what a killed run left of writing `target`, as a StagedFolder does: for a run that finds
// everything written already. Touches nothing but the folder ".outturn-NAME" beside the target, and
// that only if it is one that a StagedFolder without folders in it makes: no link, and nothing but
// files in it.
void remove_leftover_of(const std::filesystem::path& target);

// The folders on the way to a result, made where they were missing. Those that are still empty when
// the object goes are removed again, so that a refusal leaves no trace.
class MadeFolders {
 public:
  // Throws InputError(write_failed), and has then removed what it made.
  explicit MadeFolders(const std::filesystem::path& path);
  ~MadeFolders();
  MadeFolders(const MadeFolders&) = delete;
  MadeFolders& operator=(const MadeFolders&) = delete;

 private:
  void remove_empty();

  std::vector<std::filesystem::path> made_;  // the innermost first
};

// A folder that comes into being whole. Fill path() with write_synced (files only) or with add,
// then publish(); a folder that isn't published is removed when the object goes, together with the
// folders on the way that were made for it and are empty. What a killed run left behind is removed
// by the next StagedFolder of the same target (remove_leftover_of).
class StagedFolder {
 public:
  // Makes an empty folder ".outturn-NAME" beside the final place `target`, and the folder they
  // stand in where it doesn't exist. Throws InputError(write_failed), also when another run is
  // writing to the same target, or something that no run made bears the name. `folders` are the
  // names of those that add may make in it: a leftover with others in it isn't taken for one.
  explicit StagedFolder(const std::filesystem::path& target,
                        const std::vector<std::string>& folders = {});
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  const std::filesystem::path& path() const { return staging_; }

  // Writes a file into it, in a folder where the name says so: "rules/x.yaml". Throws
  // InputError(write_failed), and Defect for a folder that wasn't named to the constructor.
  void add(const std::string& name, std::string_view content) const;

  // Renames the folder to its final name in one step; where that name exists already, the two are
  // exchanged in one step and the old one removed. Throws InputError(write_failed).
  void publish();

 private:
  std::filesystem::path target_;
  std::filesystem::path staging_;
  std::vector<std::string> folders_;
  MadeFolders parents_;
  int lock_ = -1;  // an open descriptor of the folder, locked: the mark of a run that still lives
  bool published_ = false;
};

}  // namespace outturn
