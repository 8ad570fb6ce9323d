#include "output.h"

#include "text/json_parts.h"
#include "text/page.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace outturn::cli {
namespace {

constexpr std::string_view kJsonFlag = "--json";

int first_error = 0;  // of writing to standard output

void remember_error() {
  first_error = first_error == 0 ? errno : first_error;
}

}  // namespace

void write_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
    remember_error();
  }
}

void finish_output() {
  if (std::fflush(stdout) != 0) {
    remember_error();
  }
  const int error = std::exchange(first_error, 0);
  if (error != 0 && error != EPIPE) {
    throw InputError(Place{"standard output"},
                     Reason::write_failed,
                     "can't be written: " + std::generic_category().message(error),
                     "what the command was to do is done; only what it says is lost");
  }
}

void guard_standard_streams() {
  std::signal(SIGPIPE, SIG_IGN);  // the failed write says the same
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) == -1) {
      // The lowest free number is this one. Read-only, so that what is written to it still fails.
      static_cast<void>(::open("/dev/null", O_RDONLY));
    }
  }
}

void complain(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += printable(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  static_cast<void>(std::fwrite(lines.data(), 1, lines.size(), stderr));
}

CLI::Option* add_json_flag(CLI::App& command, bool& json) {
  return command.add_flag(
      std::string(kJsonFlag), json, "Print the result, or what is wrong, as JSON");
}

bool asks_for_json(int argc, char** argv) {
  const std::vector<std::string_view> words(argv, argv + argc);
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::find(words.begin(), end, kJsonFlag) != end;
}

void print_json(Json results, const std::vector<Problem>& problems) {
  Json list = Json::array();
  for (const Problem& problem : problems) {
    list.push_back(json_of(problem));
  }
  results["problems"] = std::move(list);
  print("{}\n", canonical(results));
}

void print_json_failure(std::string_view reason, std::string_view message, std::string_view hint) {
  const Json problem = {{"file", Json()},
                        {"line", Json()},
                        {"column", Json()},
                        {"reason", reason},
                        {"message", utf8_of(message)},
                        {"hint", text_or_null(hint)}};
  print("{}\n", canonical({{"problems", Json::array({problem})}}));
}

}  // namespace outturn::cli
