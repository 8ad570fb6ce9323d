// The 21 community rehabilitation companies of England and Wales, 2015 to 2021.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace outturn {

struct Provider {
  std::string_view code;                // "C01"
  std::string_view name;                // "CPA Northumbria"
  std::vector<std::string_view> areas;  // local areas: "newcastle"
};

// All of them, by code.
const std::vector<Provider>& providers();

// The provider with that code, or nullptr.
const Provider* find_provider(std::string_view code);

// The companies named in "C01,C02", or every one for "all". Throws InputError(unknown_provider) for
// one that isn't listed and InputError(duplicate_row) for one named twice; `where` stands for the
// place in messages.
std::vector<const Provider*> parse_providers(std::string_view codes, std::string_view where);

}  // namespace outturn
