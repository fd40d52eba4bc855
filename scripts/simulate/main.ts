import { parseArgs } from "node:util";
import { describeFailure, runSeeds } from "../../indexer/test/simulator/run-seeds.ts";
import { stopTestRedis } from "../../test/harness/redis.ts";

const USAGE = "usage: npm run simulate -- [--seeds COUNT] [--from SEED] [--at-once COUNT]\n";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "2000" },
    from: { type: "string", default: "1" },
    "at-once": { type: "string", default: "8" },
  },
});
const [count, first, concurrency] = [values.seeds, values.from, values["at-once"]].map(Number);

if (count === undefined || first === undefined || !Number.isInteger(count) || !Number.isInteger(first)) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  const seeds = Array.from({ length: count }, (_, n) => first + n);
  const beganAtMs = performance.now();
  let done = 0;
  const { failures, looks, readyLooks } = await runSeeds(seeds, {
    ...(concurrency === undefined ? {} : { concurrency }),
    onSeed(_, failure) {
      done++;
      if (failure !== undefined) process.stdout.write(`${describeFailure(failure)}\n`);
      if (done % 100 === 0 || done === count) {
        const seconds = (performance.now() - beganAtMs) / 1_000;
        const left = Math.round((seconds / done) * (count - done));
        process.stdout.write(`${done} of ${count} seeds in ${Math.round(seconds)} s, ${left} s left\n`);
      }
    },
  });
  process.stdout.write(
    `${failures.length} of ${count} seeds failed; ${looks} looks at a grant, ${readyLooks} at a ready index\n`,
  );
  await stopTestRedis();
  process.exitCode = failures.length === 0 ? 0 : 1;
}
