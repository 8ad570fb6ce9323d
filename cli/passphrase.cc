#include "passphrase.h"

#include "record/wipe.h"
#include "text/page.h"
#include "value/problem.h"

#include <array>
#include <csignal>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

namespace outturn::cli {
namespace {

constexpr std::size_t kLongest = 1024;   // as minisign
constexpr std::size_t kLineSize = 4096;  // what Linux holds of a line that is being typed

[[noreturn]] void refuse(const std::string& name, const char* what, const char* advice) {
  throw InputError(Place{name}, Reason::bad_passphrase, what, advice);
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

// Holds back, as long as it lives, the signals that end or stop a run from the keyboard or from
// outside. When it goes, those that came take their usual effect.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigemptyset(&held_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}) {
      sigaddset(&held_, signal);
    }
    ::sigprocmask(SIG_BLOCK, &held_, &before_);
  }
  ~SignalsHeld() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

  // Becomes readable when one has come.
  int descriptor() const { return ::signalfd(-1, &held_, SFD_CLOEXEC); }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

// A terminal that doesn't show what is typed, as long as it lives.
class Hushed {
 public:
  explicit Hushed(int terminal) : terminal_(terminal) {
    ::tcgetattr(terminal, &before_);
    termios hushed = before_;
    hushed.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    hushed.c_lflag |= ICANON | ISIG | ECHONL;
    ::tcsetattr(terminal, TCSAFLUSH, &hushed);
  }
  ~Hushed() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }
  Hushed(const Hushed&) = delete;
  Hushed& operator=(const Hushed&) = delete;

 private:
  int terminal_;
  termios before_{};
};

// Whether something was typed, rather than a signal come.
bool wait_for_typing(int terminal, int signals) {
  std::array<pollfd, 2> waiting = {{{terminal, POLLIN, 0}, {signals, POLLIN, 0}}};
  while (::poll(waiting.data(), waiting.size(), -1) < 0) {
  }
  return waiting[1].revents == 0;
}

// Reads a line without its end; false when there is none, as after Ctrl-D.
bool read_line(int terminal, std::string& line) {
  line.resize(kLineSize);
  const ssize_t size = ::read(terminal, line.data(), line.size());
  line.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  if (!line.ends_with('\n')) {
    return !line.empty();
  }
  line.pop_back();
  return true;
}

void write_prompt(int terminal, std::string_view prompt) {
  // A terminal that shows nothing can still be typed on.
  static_cast<void>(::write(terminal, prompt.data(), prompt.size()) == 0);
}

// Nothing when a signal came; it has then taken its effect, and the run goes on.
std::optional<bool> try_to_read(int terminal, std::string_view prompt, std::string& line) {
  const SignalsHeld held;
  const Descriptor signals(held.descriptor());
  const Hushed hushed(terminal);
  write_prompt(terminal, prompt);
  if (!wait_for_typing(terminal, signals.number())) {
    return std::nullopt;
  }
  return read_line(terminal, line);
}

std::string ask(const std::string& name, std::string_view prompt) {
  const int number = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (number < 0) {
    refuse(name,
           "its passphrase is asked for on the terminal, and there is none",
           "run this in a terminal; a key without a passphrase needs none");
  }
  const Descriptor terminal(number);
  std::string line;
  std::optional<bool> read;
  while (!read) {
    read = try_to_read(terminal.number(), prompt, line);
  }
  if (!*read) {
    refuse(name, "no passphrase was typed", "");
  }
  if (line.size() > kLongest) {
    const Wipe wipe(line);
    refuse(name, "a passphrase of more than 1024 bytes", "");
  }
  return line;
}

}  // namespace

std::string ask_passphrase(const std::string& name) {
  return ask(name, "Passphrase of " + printable(name) + ": ");
}

std::string ask_new_passphrase(const std::string& name) {
  std::string first = ask(name, "New passphrase for " + printable(name) + ": ");
  if (first.empty()) {
    refuse(name,
           "an empty passphrase keeps nobody out",
           "type one; --no-passphrase makes a key that isn't encrypted");
  }
  std::string second = ask(name, "The same again: ");
  const Wipe wipe(second);
  if (first != second) {
    const Wipe wipe_first(first);
    refuse(name, "the two passphrases differ; no key was made", "");
  }
  return first;
}

}  // namespace outturn::cli
