// What the files of minisign have in common: lines of comments, and lines of bytes in base64.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::minisign {

inline constexpr std::string_view kUntrusted = "untrusted comment: ";
inline constexpr std::string_view kTrusted = "trusted comment: ";

// What the bytes of a file begin with.
inline constexpr std::string_view kKeyAlgorithm = "Ed";
inline constexpr std::string_view kPrehashedAlgorithm = "ED";

inline constexpr std::size_t kAlgorithmSize = 2;
inline constexpr std::size_t kNumberSize = 8;  // of the number by which a key is told from others
inline constexpr std::size_t kPublicSize = 32;

// Without their ends, which may be those of Windows; the last line may lack one.
std::vector<std::string_view> lines_of(std::string_view text);

// The bytes of a line, when they are so many.
std::optional<std::string> bytes_in_line(std::string_view line, std::size_t size);

// The number of a key as 16 upper-case hex digits: it is a little-endian integer of 64 bits.
std::string id_of(std::string_view number);
std::string number_of(std::string_view id);

// "untrusted comment: outturn key of Ann Smith", and its reading: empty when it names nobody.
std::string comment_naming(std::string_view person);
std::string person_named_in(std::string_view comment_line);

}  // namespace outturn::minisign
