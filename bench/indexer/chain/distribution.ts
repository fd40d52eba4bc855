import { type Random, zipf } from "./random.ts";

/** Who grants to whom, for `grants` grants in all. Numbers stand for accounts. */
export interface Distribution {
  readonly name: DistributionName;
  /** In a sentence, for the report. */
  describe(grants: number): string;
  /** The parties of the grant number `at`. */
  parties(random: Random, grants: number): (at: number) => { owner: number; grantee: number };
}

export type DistributionName = "realistic" | "pairs" | "few-grantees";

const OWNER_GRANTS = 4;
const GRANTEE_GRANTS = 50;
const FEW = 10;

const count = (value: number): string => value.toLocaleString("en");
const realisticOwners = (grants: number): number => Math.max(1, Math.round(grants / OWNER_GRANTS));
const realisticGrantees = (grants: number): number => Math.max(1, Math.round(grants / GRANTEE_GRANTS));

export const DISTRIBUTIONS: Readonly<Record<DistributionName, Distribution>> = {
  realistic: {
    name: "realistic",
    describe: (grants) =>
      `${count(realisticOwners(grants))} owners with about ${OWNER_GRANTS} grants each, to ` +
      `${count(realisticGrantees(grants))} grantees by Zipf's law`,
    parties(random, grants) {
      const grantee = zipf(random, realisticGrantees(grants));
      return () => ({ owner: random.below(realisticOwners(grants)), grantee: grantee() });
    },
  },
  pairs: {
    name: "pairs",
    describe: (grants) => `${count(grants)} owners with one grant each, to as many grantees with one each`,
    parties: () => (at) => ({ owner: at, grantee: at }),
  },
  "few-grantees": {
    name: "few-grantees",
    describe: (grants) =>
      `${count(realisticOwners(grants))} owners with about ${OWNER_GRANTS} grants each, to ${FEW} grantees`,
    parties: (random, grants) => () => ({
      owner: random.below(realisticOwners(grants)),
      grantee: random.below(FEW),
    }),
  },
};
