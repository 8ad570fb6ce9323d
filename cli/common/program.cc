#include "program.h"

#include "output.h"
#include "usage.h"
#include "value/problem.h"

#include <new>
#include <sstream>
#include <string>
#include <string_view>

namespace outturn::cli {
namespace {

Exit report_wrong_usage(const UsageFault& fault, bool json) {
  if (json) {
    print_json_failure("wrong_usage", fault.message, fault.hint);
  } else {
    complain(fault.message);
    complain(fault.hint.empty() ? "" : "    " + fault.hint);
    complain("Run with --help for more information.");
  }
  return Exit::wrong_usage;
}

// Help and version are results; anything else is wrong.
Exit end_of_parsing(const CLI::App& app, const CLI::ParseError& error, bool json) {
  if (error.get_exit_code() != 0) {
    return report_wrong_usage(fault_in_usage(app, error), json);
  }
  std::ostringstream out;
  app.exit(error, out, out);
  write_out(out.str());
  return Exit::done;
}

// One run: what is said of what keeps it from being done, and how.
class Run {
 public:
  Run(CLI::App& app, bool json) : app_(app), json_(json) {}

  Exit parse(int argc, char** argv, const Commands& commands) {
    Exit exit = Exit::done;
    commands(app_, exit);
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return end_of_parsing(app_, error, json_);
    }
    return exit;
  }

  // Does it, and says what kept it from being done.
  Exit guarded(const std::function<Exit()>& action) const {
    try {
      return action();
    } catch (const InputError& error) {
      if (json_) {
        print_json(Json::object(), error.problems());
      } else {
        complain(error.what());
      }
      return Exit::input_refused;
    } catch (const std::bad_alloc&) {
      report_failure("out_of_memory", "not enough memory: a file and its rows are held at once");
      return Exit::input_refused;
    } catch (const std::exception& error) {
      report_failure("defect", std::string("a defect of this program: ") + error.what());
      return Exit::our_defect;
    }
  }

 private:
  void report_failure(std::string_view reason, const std::string& message) const {
    if (json_) {
      print_json_failure(reason, message, "");
    } else {
      complain(app_.get_name() + ": " + message);
    }
  }

  CLI::App& app_;
  bool json_;
};

}  // namespace

int run_program(int argc, char** argv, CLI::App& app, const Commands& commands) {
  guard_standard_streams();
  Run run(app, asks_for_json(argc, argv));
  const Exit exit = run.guarded([&] { return run.parse(argc, argv, commands); });
  // What can't be said on standard output can only be said elsewhere, so not as JSON.
  const Exit closing = Run(app, false).guarded([] {
    finish_output();
    return Exit::done;
  });
  return static_cast<int>(closing == Exit::done ? exit : closing);
}

}  // namespace outturn::cli
