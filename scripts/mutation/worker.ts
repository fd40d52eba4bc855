import { rememberTableEntries } from "../solidity/compiler-speed.ts";
import { readContractSources } from "../solidity/contract-sources.ts";
import { loadContractTests } from "../solidity/contract-tests.ts";
import { compileFast, compileOptimized } from "../solidity/solidity-compiler.ts";
import { type Trial, trial, type Verdict } from "./verdict.ts";

/** A process that tries one mutant after the other, as its parent tells it to, by the test files that it is given. */
rememberTableEntries();
const original = readContractSources();
const tests = await loadContractTests(process.argv.slice(2));
let optimized: string | undefined;

async function judge({ file, content }: Trial): Promise<Verdict> {
  const sources = file === undefined || content === undefined ? original : { ...original, [file]: content };
  const code = compileFast(sources);
  if (code === undefined) return { outcome: "refused" };
  const by = await tests.run(code);
  if (by !== undefined) return { outcome: "killed", by };
  if (sources === original) return { outcome: "survived" };
  optimized ??= compileOptimized(original);
  return { outcome: compileOptimized(sources) === optimized ? "same" : "survived" };
}

process.on("message", (message) => {
  judge(trial.parse(message)).then(
    (verdict) => process.send?.(verdict),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
