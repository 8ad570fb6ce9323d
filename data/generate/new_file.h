// A file that appears under its name only when it is whole.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace outturn {

enum class Overwrite { yes, no };

// Written piece by piece under "NAME.part" beside its final name, so that memory stays flat.
class NewFile {
 public:
  // Throws InputError(write_failed) when the folder can't be written to, or when the file exists
  // and may not be overwritten. A part left by a killed run is overwritten.
  NewFile(std::filesystem::path path, Overwrite overwrite);

  // Removes the part unless publish() was called.
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  // Both throw InputError(write_failed), naming the final path.
  void write(std::string_view text);

  // Puts everything on the disk and closes the part; publish() then can hardly fail.
  void finish();

  // Gives the finished part its final name.
  void publish();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  [[noreturn]] void fail(std::string_view what) const;

  std::filesystem::path path_;
  std::filesystem::path part_;
  std::unique_ptr<std::FILE, Close> file_;
  bool published_ = false;
};

}  // namespace outturn
