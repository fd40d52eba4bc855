import type { Address, Finality } from "@idos/protocol";
import type { Walk } from "./audit-pages.ts";
import { compareGrant } from "./compare-grant.ts";
import { compareEpochsMark } from "./compare-item.ts";
import {
  compareTransactions,
  compareUndoNumbers,
  compareUndoRecord,
  type UndoFacts,
  undoSpan,
} from "./compare-undo.ts";
import type { ContractReplay } from "./contract-replay.ts";
import type { Difference } from "./difference.ts";
import type { EntryKeyText } from "./expected-index.ts";
import type { StoodAt } from "./standpoint.ts";

const GRANTS_AT_ONCE = 256;
const RECORDS_AT_ONCE = 32;

/** Grants that no page showed: ended since, new since, or missing. */
export async function auditMissing(walk: Walk, seen: ReadonlySet<EntryKeyText>): Promise<void> {
  const { index, expected, standpoint, findings, highestChunk } = walk;
  const unseen = [...expected.keys()].filter((key) => !seen.has(key));
  for (const keys of chunks(unseen, GRANTS_AT_ONCE)) {
    await findings.settle(async () => {
      const standing = () =>
        keys.flatMap((text) => {
          const grant = expected.grant(text);
          return grant === undefined ? [] : [{ key: Buffer.from(text, "latin1"), grant }];
        });
      const { at, second } = await standpoint.readBoth(
        async () => ({ meta: await index.meta(), read: undefined }),
        () => index.trace(standing().map(({ key, grant }) => ({ key, owner: grant.owner }))),
      );
      const differences = standing().flatMap(({ key, grant }, n) => {
        const trace = second[n];
        return trace === undefined ? [] : compareGrant(key, grant, trace, highestChunk);
      });
      return { at, differences };
    });
  }
}

/** Owners whose epoch no page showed, and then the mark that none was lost. */
export async function auditEpochs(walk: Walk, seen: ReadonlySet<Address>): Promise<void> {
  const { index, expected, standpoint, findings } = walk;
  const unseen = [...expected.ownersWithEpoch()].filter((owner) => !seen.has(owner));
  for (const owners of chunks(unseen, GRANTS_AT_ONCE)) {
    await findings.settle(async () => {
      const asked = owners.map((owner) => Buffer.from(owner.slice(2), "hex"));
      const { at, read } = await standpoint.read(() => index.epochs(asked));
      const differences = owners.flatMap((owner, n): Difference[] => {
        const epoch = expected.epochOf(owner);
        if (epoch === 0n || read[n]?.length !== 0) return [];
        const where = `the epoch of ${owner}`;
        const repair = { kind: "set-epoch", owner, epoch } as const;
        return [{ kind: "epoch", where, holds: "nothing", expected: String(epoch), repair }];
      });
      return { at, differences };
    });
  }
  // Last: with the mark and without the epochs, grants that have ended would count again.
  await findings.settle(async () => {
    const { at, read } = await standpoint.read(() => index.epochs([]));
    return { at, differences: compareEpochsMark(read[0]) };
  });
}

/** What is kept to undo blocks: a record for each, and which transactions stand in it. */
export async function auditUndo(
  { index, standpoint, findings }: Walk,
  replay: ContractReplay,
  finality: Finality,
): Promise<void> {
  const facts = ({ checkpoint }: StoodAt): UndoFacts => ({
    ...{ tip: checkpoint.number, finality, block: replay.block },
  });
  let numbers: readonly string[] = [];
  await findings.settle(async () => {
    const { at, read } = await standpoint.read(() => index.undoNumbers());
    numbers = read;
    return { at, differences: compareUndoNumbers(read, facts(at)) };
  });
  for (const asked of chunks(numbers, RECORDS_AT_ONCE)) {
    await findings.settle(async () => {
      const { at, read } = await standpoint.read(() => index.undoRecords(asked));
      const present = read.filter(([, record]) => record !== "");
      return {
        at,
        differences: present.flatMap(([number, record]) => compareUndoRecord(number, record, facts(at))),
      };
    });
  }
  await findings.settle(async () => {
    const { at, first, second } = await standpoint.readBoth(
      () => index.undoNumbers(),
      () => index.transactions(),
    );
    return { at, differences: compareTransactions(second, undoSpan(first, facts(at)), facts(at)) };
  });
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}
