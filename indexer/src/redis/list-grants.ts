import type { Address, GrantCheck } from "@idos/protocol";
import type { Redis } from "ioredis";
import { BadCursorError } from "../errors.ts";
import type { GrantIndexReader, GrantPage, PageOfGrants } from "../grant-index-reader.ts";
import type { Check } from "./check-batches.ts";
import { indexKeys, type IndexPlace } from "./keys.ts";
import { listedByOwner, type ListedPlace, listedToGrantee } from "./listed-places.ts";
import { LIST, parseHead } from "./read-script.ts";
import { readStatus, type StatusRules } from "./read-status.ts";
import { type Reply, replyList, replyText, runScript } from "./run-script.ts";

const PAGE_MAX = 256;

type ListLetter = "o" | "g";

/** Both listings. What a list names is then checked, so that each grant stands as it does at the status's block. */
export function createListings(
  redis: Redis,
  options: IndexPlace & StatusRules,
  checkAll: (checks: readonly Check[]) => Promise<readonly GrantCheck[]>,
): Pick<GrantIndexReader, "grantsBy" | "grantsTo"> {
  async function page(
    list: ListLetter,
    account: Address,
    { limit, cursor = "0" }: PageOfGrants,
    placesOf: (account: Address, items: readonly Reply[]) => readonly ListedPlace[],
  ): Promise<GrantPage> {
    if (!/^\d{1,10}$/.test(cursor)) throw new BadCursorError(cursor);
    const count = Math.min(PAGE_MAX, Math.max(1, limit));
    const asked = [list, Buffer.from(account.slice(2), "hex"), cursor, count];
    const [head, end, ...items] = replyList(await runScript(redis, LIST, indexKeys(options).meta, asked));
    const places = placesOf(account, items);
    const checks = places.length === 0 ? [] : await checkAll(places);
    const grants = places.flatMap((place, n) => {
      const grant = checks[n]?.grant;
      return grant === undefined || grant.kind === "none" ? [] : [{ ...place, grant }];
    });
    const next = replyText(end) ?? "";
    const statuses = checks.map(({ status }) => status);
    const status =
      statuses.find(({ state }) => state === "unhealthy") ??
      statuses[0] ??
      readStatus(parseHead(head), options);
    return { grants, next: next === "" ? undefined : next, status };
  }

  return {
    grantsBy: (owner, wanted) => page("o", owner, wanted, listedByOwner),
    grantsTo: (grantee, wanted) => page("g", grantee, wanted, listedToGrantee),
  };
}
