import type { Manifest } from "@idos/protocol";

/** What a node lacks of a manifest. */
export interface AdoptionPlan {
  readonly user: boolean;
  readonly records: Manifest["records"];
  readonly shares: Manifest["shares"];
}

/** `local`: of everything that the node has of the owner, signed or not yet; undefined where that is nothing. */
export function planAdoption(local: Manifest | undefined, offered: Manifest): AdoptionPlan {
  const records = new Map(local?.records.map((held) => [held.record, held]));
  const shares = new Map(local?.shares.map(({ share, item }) => [share, item]));
  return {
    user: local?.user !== offered.user,
    records: offered.records.filter(({ record, version, item }) => {
      const held = records.get(record);
      return held === undefined || (held.item !== item && held.version <= version);
    }),
    // One that was deleted here stays so.
    shares: offered.shares.filter(({ share, item }) => {
      const held = shares.get(share);
      return held === undefined || (held !== null && held !== item);
    }),
  };
}
