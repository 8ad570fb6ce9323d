#include "generate/new_file.h"

#include "value/problem.h"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace outturn {

NewFile::NewFile(std::filesystem::path path, Overwrite overwrite)
    : path_(std::move(path)), part_(path_.string() + ".part") {
  std::error_code ignored;
  if (overwrite == Overwrite::no && std::filesystem::exists(path_, ignored)) {
    throw InputError({path_.string()},
                     Reason::write_failed,
                     "there is a file of this name already",
                     "choose another folder, or overwrite it with --force");
  }
  file_.reset(std::fopen(part_.c_str(), "wb"));
  if (file_ == nullptr) {
    published_ = true;  // there is no part of ours to remove
    fail("can't be created");
  }
}

NewFile::~NewFile() {
  if (!published_) {
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
  }
}

void NewFile::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) {
    fail("can't be written");
  }
}

void NewFile::finish() {
  if (std::fflush(file_.get()) != 0 || fsync(fileno(file_.get())) != 0) {
    fail("can't be written");
  }
  if (std::fclose(file_.release()) != 0) {
    fail("can't be written");
  }
}

void NewFile::publish() {
  std::error_code error;
  std::filesystem::rename(part_, path_, error);
  if (error) {
    errno = error.value();
    fail("can't be given its name");
  }
  published_ = true;
}

void NewFile::fail(std::string_view what) const {
  const std::string why = std::generic_category().message(errno);
  throw InputError({path_.string()}, Reason::write_failed, fmt::format("{}: {}", what, why));
}

}  // namespace outturn
