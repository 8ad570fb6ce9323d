#include "register_files.h"

#include "record/file.h"

namespace outturn::cli {
namespace {

constexpr std::size_t kLargestHead = 10'000;

}  // namespace

OpenRegister::OpenRegister(const std::filesystem::path& path)
    : file(path), records(read_register(file.entries(), file.path())) {}

std::optional<Head> kept_head(const std::filesystem::path& path) {
  return path.empty() ? std::nullopt
                      : std::optional(read_head_text(read_file(path, kLargestHead), path.string()));
}

}  // namespace outturn::cli
