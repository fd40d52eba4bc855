import { parseArgs } from "node:util";
import { runKillLoop } from "../../indexer/test/harness/kill-loop.ts";

const USAGE = "usage: npm run kill-loop -- [--rounds COUNT]\n";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "200" } } });
const rounds = Number(values.rounds);

if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  for (const appendOnly of [true, false]) {
    const name = appendOnly ? "with Redis' log (appendfsync always)" : "without Redis' log";
    const beganAtMs = performance.now();
    const seconds = (): number => Math.round((performance.now() - beganAtMs) / 1_000);
    const { indexerKills, redisKills, looks, readyLooks } = await runKillLoop({
      ...{ rounds, appendOnly },
      onRound(done) {
        if (done % 20 === 0 || done === rounds)
          process.stdout.write(`${name}: ${done} of ${rounds} rounds in ${seconds()} s\n`);
      },
    });
    process.stdout.write(
      `${name}: ${indexerKills} kills of the indexer, ${redisKills} of Redis; ` +
        `${looks} looks at a grant, ${readyLooks} at a ready index; none was wrong\n`,
    );
  }
}
