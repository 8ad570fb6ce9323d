#include "generate/providers.h"

#include "value/problem.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace outturn {
namespace {

// Codes and names: data/crc_provider_codes.csv. Areas: the counties, cities or boroughs in which
// each company worked, so far as its name tells; how many people live in which is invented.
const std::vector<Provider>& table() {
  static const std::vector<Provider> kList = {
      {"C01",
       "CPA Northumbria",
       {"gateshead",
        "newcastle",
        "north_tyneside",
        "northumberland",
        "south_tyneside",
        "sunderland"}},
      {"C02", "CPA Cumbria and Lancashire", {"cumbria", "lancashire"}},
      {"C03", "CPA Durham Tees Valley", {"durham", "tees_valley"}},
      {"C04", "CPA Humber Lincs & N Yorks", {"humberside", "lincolnshire", "north_yorkshire"}},
      {"C05", "CPA West Yorkshire", {"bradford", "calderdale", "kirklees", "leeds", "wakefield"}},
      {"C06", "CPA Merseyside", {"knowsley", "liverpool", "sefton", "st_helens", "wirral"}},
      {"C07", "CPA Cheshire and Gtr Manchester", {"cheshire", "greater_manchester"}},
      {"C08",
       "CPA Derby Leics Notts Rutland",
       {"derbyshire", "leicestershire", "nottinghamshire", "rutland"}},
      {"C09", "CPA South Yorkshire", {"barnsley", "doncaster", "rotherham", "sheffield"}},
      {"C10", "CPA Wales", {"dyfed_powys", "gwent", "north_wales", "south_wales"}},
      {"C11", "CPA Staffs and West Mids", {"staffordshire", "west_midlands"}},
      {"C12", "CPA Warwickshire and West Mercia", {"warwickshire", "west_mercia"}},
      {"C13", "CPA BeNCH", {"bedfordshire", "cambridgeshire", "hertfordshire", "northamptonshire"}},
      {"C14", "CPA Norfolk and Suffolk", {"norfolk", "suffolk"}},
      {"C15",
       "CPA Brist Gloucs Somerset Wilts",
       {"bristol", "gloucestershire", "somerset", "wiltshire"}},
      {"C16", "CPA Thames Valley", {"berkshire", "buckinghamshire", "oxfordshire"}},
      {"C17", "CPA London", {"central", "east", "north", "south", "west"}},
      {"C18", "CPA Essex", {"essex", "southend", "thurrock"}},
      {"C19", "CPA Dorset Devon and Cornwall", {"cornwall", "devon", "dorset"}},
      {"C20", "CPA Hampshire and Isle of Wight", {"hampshire", "isle_of_wight"}},
      {"C21", "CPA Kent Surrey and Sussex", {"kent", "surrey", "sussex"}},
  };
  return kList;
}

const Provider& require_provider(std::string_view code, std::string_view where) {
  const Provider* provider = find_provider(code);
  if (provider == nullptr) {
    throw InputError({std::string(where)},
                     Reason::unknown_provider,
                     fmt::format("there is no community rehabilitation company \"{}\"", code),
                     "name some of C01 to C21, parted by commas, or write all");
  }
  return *provider;
}

}  // namespace

const std::vector<Provider>& providers() {
  return table();
}

const Provider* find_provider(std::string_view code) {
  const auto found = std::find_if(
      table().begin(), table().end(), [code](const Provider& p) { return p.code == code; });
  return found == table().end() ? nullptr : &*found;
}

std::vector<const Provider*> parse_providers(std::string_view codes, std::string_view where) {
  std::vector<const Provider*> named;
  if (codes == "all") {
    for (const Provider& provider : table()) {
      named.push_back(&provider);
    }
    return named;
  }
  while (true) {
    const auto comma = codes.find(',');
    const Provider* provider = &require_provider(codes.substr(0, comma), where);
    if (std::find(named.begin(), named.end(), provider) != named.end()) {
      throw InputError({std::string(where)},
                       Reason::duplicate_row,
                       fmt::format("{} is named twice", provider->code));
    }
    named.push_back(provider);
    if (comma == std::string_view::npos) {
      return named;
    }
    codes.remove_prefix(comma + 1);
  }
}

}  // namespace outturn
