import type { JSONWebKeySet } from "jose";
import { IdosError, isIdosError } from "../../errors/idos-error.ts";
import { CREDENTIAL_LIMITS } from "../credential-limits.ts";
import { fetchPublished, type FetchFault } from "../fetch-published.ts";
import type { StatusReference } from "../registered-claims.ts";
import { type PublishedStatuses, STATUS_MEDIA_TYPE, verifyStatusToken } from "./status-token.ts";
import { statusAt } from "./status-bits.ts";

/** Who says it, and when it is asked. */
export interface StatusQuestion {
  /** The credential's issuer, and its pinned keys. */
  readonly issuer: string;
  readonly keys: JSONWebKeySet;
  readonly nowSeconds: number;
}

/** Knows what issuers say of their credentials; remembers each list for as long as its issuer allows. */
export interface StatusSource {
  /** 0 is valid. Throws STATUS_UNKNOWN where it cannot be known. */
  statusOf(reference: StatusReference, question: StatusQuestion): Promise<number>;
}

/** Lists of as many addresses are remembered. */
const LISTS_MAX = 32;

/** The whole list is fetched, so that its issuer does not learn whose credential is looked at. */
export function createStatusSource(fetchUrl: typeof fetch = fetch): StatusSource {
  const known = new Map<string, Promise<PublishedStatuses>>();
  const remember = (uri: string, question: StatusQuestion): Promise<PublishedStatuses> => {
    const statuses = fetchStatuses(fetchUrl, uri, question);
    const name = nameOf(uri, question);
    known.delete(name);
    known.set(name, statuses);
    const [oldest] = known.keys();
    if (known.size > LISTS_MAX && oldest !== undefined) known.delete(oldest);
    // What could not be had is asked for again.
    statuses.catch(() => known.get(name) === statuses && known.delete(name));
    return statuses;
  };
  return {
    async statusOf({ status_list: { idx, uri } }, question) {
      const remembered = await known.get(nameOf(uri, question))?.catch(() => undefined);
      const isFresh = remembered !== undefined && question.nowSeconds < remembered.staleFrom;
      const { list, bits } = isFresh ? remembered : await remember(uri, question);
      const status = statusAt(list, bits, idx);
      if (status === undefined) throw statusUnknown("index");
      return status;
    },
  };
}

/** Two issuers may share an origin, and a list that one of them signed says nothing of the other's credentials. */
function nameOf(uri: string, { issuer }: StatusQuestion): string {
  return JSON.stringify([issuer, uri]);
}

async function fetchStatuses(
  fetchUrl: typeof fetch,
  uri: string,
  { issuer, keys, nowSeconds }: StatusQuestion,
): Promise<PublishedStatuses> {
  const url = new URL(uri);
  // A reader asks no address that it has not pinned.
  if (url.origin !== new URL(issuer).origin) throw statusUnknown("origin");
  const bytesMax = CREDENTIAL_LIMITS.statusTokenBytesMax;
  const published = await fetchPublished(fetchUrl, url, { accept: STATUS_MEDIA_TYPE, bytesMax });
  if ("fault" in published) throw statusUnknown(published.fault);
  try {
    const token = new TextDecoder("utf-8", { fatal: true }).decode(published.bytes).trim();
    return await verifyStatusToken(token, { uri, keys, nowSeconds });
  } catch (cause) {
    throw isIdosError(cause) ? cause : statusUnknown("token", cause);
  }
}

/** `origin`: the list is not at its issuer's. `token`: what it answers is no list of its own. `index`: beyond its end. */
type StatusFault = FetchFault | "origin" | "token" | "index";

function statusUnknown(fault: StatusFault, cause?: unknown): IdosError {
  const message = "Whether the issuer has taken the credential back cannot be known";
  return new IdosError("STATUS_UNKNOWN", message, { check: "status", fault }, { cause });
}
