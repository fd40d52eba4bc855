import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import { ACCEPTED_SURVIVORS } from "./accepted-survivors.ts";
import { checkMutants, type Progress } from "./check-mutants.ts";
import { contractTestFiles } from "../solidity/contract-test-files.ts";
import { readContractSources } from "../solidity/contract-sources.ts";
import { listMutants } from "./list-mutants.ts";
import { judge, renderReport } from "./report.ts";
import { sample } from "./sample.ts";

const USAGE = `usage: tsx scripts/mutation/main.ts [options]

  --only TEXT      only mutants of functions whose name holds this, as GrantLedger._store
  --sample NUMBER  only so many of them, the same ones at every run
  --seed NUMBER    other ones (default 1)
  --workers NUMBER processes at a time (default 2)
  --list           print the mutants and try none
`;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: "2" },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const PROGRESS_INTERVAL_MS = 10_000;

function progressPrinter(total: number): (progress: Progress) => void {
  const startedAt = performance.now();
  let printedAt = startedAt;
  return ({ tried, survived }) => {
    const now = performance.now();
    if (now - printedAt < PROGRESS_INTERVAL_MS && tried < total) return;
    printedAt = now;
    const perMinute = (tried * 60_000) / (now - startedAt);
    const minutesLeft = Math.ceil((total - tried) / perMinute);
    process.stdout.write(
      `${tried} of ${total}, ${survived} not killed, ${perMinute.toFixed(0)} a minute, ${minutesLeft} min left\n`,
    );
  };
}

async function main(): Promise<number> {
  const { only = "" } = values;
  const all = listMutants(readContractSources());
  const chosen = all.filter(({ place }) => place.includes(only));
  const size = values.sample === undefined ? chosen.length : Number(values.sample);
  const mutants = sample(chosen, size, Number(values.seed));
  if (mutants.length === 0) throw new Error(`no mutants of ${only}`);
  if (values.list) {
    for (const { place, before, after } of mutants)
      process.stdout.write(`${place}\n  - ${before}\n  + ${after}\n`);
    return 0;
  }
  // The tests deploy accounts of their own, from the build.
  const built = await runProgram(join(projectRoot, "node_modules/hardhat/dist/src/cli.js"), ["build"]);
  if (built.exitCode !== 0) throw new Error(built.output);
  const onProgress = progressPrinter(mutants.length);
  const findings = await checkMutants(mutants, {
    workers: Number(values.workers),
    testFiles: contractTestFiles(),
    asksProperties: true,
    onProgress,
  });
  const judged = judge(findings.survivors, ACCEPTED_SURVIVORS);
  const isWhole = mutants.length === all.length;
  process.stdout.write(`\n${renderReport(findings, judged, isWhole)}`);
  return judged.unexplained.length > 0 || (isWhole && judged.outdated.length > 0) ? 1 : 0;
}

if (values.help) process.stdout.write(USAGE);
else process.exitCode = await main();
