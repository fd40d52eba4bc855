import { EVENT_TOPICS, type GrantEvent } from "@idos/protocol";

/** What the contract's log of an event carries. */
export interface EventLog {
  readonly topics: readonly string[];
  readonly data: string;
}

const word = (value: bigint): string => value.toString(16).padStart(64, "0");
const addressTopic = (address: string): string => `0x${"0".repeat(24)}${address.slice(2)}`;

export function eventLog(event: GrantEvent): EventLog {
  const { indexed, words } = parts(event);
  return {
    topics: [EVENT_TOPICS[event.kind], addressTopic(event.owner), ...indexed],
    data: `0x${[...words, event.seq].map(word).join("")}`,
  };
}

function parts(event: GrantEvent): { indexed: readonly string[]; words: readonly bigint[] } {
  switch (event.kind) {
    case "granted":
      return { indexed: [addressTopic(event.grantee), event.shareId], words: [event.expiresAt] };
    case "revoked":
    case "renounced":
      return { indexed: [addressTopic(event.grantee), event.shareId], words: [] };
    case "granted-sealed":
      return { indexed: [event.handle], words: [event.expiresAt] };
    case "revoked-sealed":
      return { indexed: [event.handle], words: [] };
    case "revoked-all":
      return { indexed: [], words: [event.epoch] };
    case "messages-voided":
    case "change-skipped":
      return { indexed: [event.handle], words: [event.nonce] };
  }
}
