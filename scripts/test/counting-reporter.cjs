const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

/** mocha's spec reporter, which also leaves its totals in the file named by the option `countsFile`. */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures } = runner.stats;
      writeFileSync(options.reporterOptions.countsFile, JSON.stringify({ passes, failures }));
    });
  }
};
