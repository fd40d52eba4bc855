import type { Address, Bytes32, DidKey } from "@idos/protocol";
import type { FoundSession } from "../storage/sessions.ts";
import type { ShareWithRecords } from "../storage/shares.ts";
import type { Store } from "../storage/store.ts";
import { createFactMemory, type FactMemory, type RememberedFact } from "./fact-memory.ts";
import type { FactSubject, FactVersion, FactVersions } from "./fact-versions.ts";

/** Facts that a request relied on are not those of now. All that it found is to be found again. */
export class OutdatedFacts extends Error {
  constructor() {
    super("facts changed since they were remembered");
  }
}

/** The store as one request sees it, with facts that are not known to hold until `confirm` resolves. */
export interface FactsView {
  readonly store: Store;
  /**
   * Rejects with OutdatedFacts where one that was given out does not hold. After it was called, facts come from the
   * database.
   */
  confirm(): Promise<void>;
  /** Has what came from the database remembered. For who was answered with it: nobody else is to tell by the time. */
  keep(): void;
}

export interface Facts {
  /** `anew`: gives out nothing remembered. */
  view(anew: boolean): FactsView;
}

const SESSIONS_BYTES_MAX = 8 * 1024 * 1024;
const SHARES_BYTES_MAX = 32 * 1024 * 1024;
/** Of an object with its fields, beside its texts. */
const OBJECT_BYTES = 500;

export function createFacts(store: Store, versions: FactVersions): Facts {
  const sessions = createFactMemory<DidKey, FoundSession>(
    {
      subjectsOf: subjectsOfSession,
      bytesOf: ({ delegation }) => 2 * OBJECT_BYTES + 2 * delegation.message.length,
      bytesMax: SESSIONS_BYTES_MAX,
    },
    versions,
  );
  const shares = createFactMemory<SharedWith, ShareWithRecords>(
    {
      subjectsOf: ({ share: { ownerId } }) => [`user:${ownerId}`, `data:${ownerId}`],
      bytesOf: bytesOfShare,
      bytesMax: SHARES_BYTES_MAX,
    },
    versions,
  );
  return { view: (anew) => createView(store, { sessions, shares }, versions, anew) };
}

/**
 * A share, and an account that was answered with it. To any other account, an existing one that she may not read costs what
 * an unknown one does.
 */
type SharedWith = `${Address}/${Bytes32}`;

interface Memories {
  readonly sessions: FactMemory<DidKey, FoundSession>;
  readonly shares: FactMemory<SharedWith, ShareWithRecords>;
}

function createView(
  store: Store,
  { sessions, shares }: Memories,
  versions: Pick<FactVersions, "now">,
  anew: boolean,
): FactsView {
  const relied: RememberedFact<unknown>[] = [];
  const loaded: (() => void)[] = [];
  let confirming: Promise<void> | undefined;
  let reader: Address | undefined;
  async function recallOrLoad<Id, Fact>(
    memory: FactMemory<Id, Fact>,
    id: Id,
    read: () => Promise<Fact | undefined>,
  ): Promise<Fact | undefined> {
    const remembered = anew || confirming !== undefined ? undefined : memory.recall(id);
    if (remembered === undefined) {
      const { fact, keep } = await memory.load(id, read);
      loaded.push(keep);
      return fact;
    }
    relied.push(remembered);
    return remembered.fact;
  }
  return {
    store: {
      ...store,
      sessions: {
        ...store.sessions,
        async session(key) {
          const found = await recallOrLoad(sessions, key, () => store.sessions.session(key));
          reader = found?.signIn.account;
          return found;
        },
      },
      shares: {
        ...store.shares,
        shareWithRecords(id) {
          const read = () => store.shares.shareWithRecords(id);
          return reader === undefined ? read() : recallOrLoad(shares, `${reader}/${id}`, read);
        },
      },
    },
    confirm: () => (confirming ??= requireHold(versions, relied)),
    keep: () => loaded.forEach((keep) => keep()),
  };
}

/** One question for all of them. */
async function requireHold(
  versions: Pick<FactVersions, "now">,
  facts: readonly RememberedFact<unknown>[],
): Promise<void> {
  if (facts.length === 0) return;
  const expected = new Map<FactSubject, FactVersion>();
  for (const { subjects, versions: remembered } of facts)
    for (const [at, subject] of subjects.entries()) {
      const version = remembered[at];
      if (expected.has(subject) && expected.get(subject) !== version) throw new OutdatedFacts();
      expected.set(subject, version);
    }
  const now = await versions.now([...expected.keys()]);
  const isHeld = [...expected.values()].every((version, at) => version !== undefined && version === now[at]);
  if (!isHeld) throw new OutdatedFacts();
}

function subjectsOfSession({ signIn: { account }, userId }: FoundSession): readonly FactSubject[] {
  return userId === null ? [`account:${account}`] : [`account:${account}`, `user:${userId}`];
}

function bytesOfShare({ share, records }: ShareWithRecords): number {
  const ofRecords = records.map(
    ({ headerJws, delegation }) => 2 * OBJECT_BYTES + headerJws.length + delegation.message.length,
  );
  return ofRecords.reduce(
    (sum, bytes) => sum + bytes,
    2 * OBJECT_BYTES + share.document.length + share.delegation.message.length,
  );
}
