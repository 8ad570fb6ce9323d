// The file of a register: entries in their order, and the documents that they name, in SQLite. It
// only grows. What an entry says is none of this room's business: engine/register.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

inline constexpr std::int64_t kRegisterVersion = 1;

// An entry as it is kept: nothing is checked but that they are numbered 1, 2, 3 ...
struct StoredEntry {
  std::string body;
  std::string hash;  // as stored: whoever reads compares it with the body's
};

// What one transaction adds.
struct Addition {
  std::vector<StoredEntry> entries;
  std::map<std::string, std::string> documents;  // by SHA-256; those already there stay as they are
};

class RegisterFile {
 public:
  // Opens a register. Throws InputError: file_missing, not_a_register, newer_register,
  // corrupt_register, locked_register.
  explicit RegisterFile(const std::filesystem::path& path);
  ~RegisterFile();
  RegisterFile(RegisterFile&&) noexcept;
  RegisterFile& operator=(RegisterFile&&) noexcept;

  // Every entry, the first first. Throws InputError(corrupt_register) when one is missing.
  std::vector<StoredEntry> entries() const;

  // The document with this SHA-256 as its name; nothing when there is none. Whether it has that
  // digest, whoever reads it must check.
  std::optional<std::string> document(std::string_view sha256) const;

  // The names of all documents, sorted.
  std::vector<std::string> documents() const;

  const std::string& path() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Decides what is added, from everything that is there under the lock.
using Extend = std::function<Addition(const std::vector<StoredEntry>& entries)>;

// Adds to a register in one transaction that no other writer comes between: everything or nothing,
// whenever it is killed. Waits for another writer for a while. Throws what RegisterFile's
// constructor throws, InputError(write_failed), and what `extend` throws; then nothing is added.
void extend_register(const std::filesystem::path& path, const Extend& extend);

// Makes a register with what it begins with. Throws InputError(write_failed), also when the name is
// taken; nobody sees it half made.
void make_register(const std::filesystem::path& path, const Addition& beginning);

}  // namespace outturn
