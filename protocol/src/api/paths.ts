import type { Address, Bytes32 } from "../primitives.ts";

/** The paths of HTTP API version 1, spelled once for the server's router and the SDK's requests. */
export const PATHS = {
  info: "/v1/info",
  status: "/v1/status",
  challenges: "/v1/challenges",
  sessions: "/v1/sessions",
  currentSession: "/v1/sessions/current",
  users: "/v1/users",
  userByAccount: (account: Address | ":account") => `/v1/users/${account}`,
  me: "/v1/me",
  accounts: "/v1/me/accounts",
  keyBinding: "/v1/me/key-binding",
  keyBackups: "/v1/me/key-backups",
  keyBackup: (slot: string) => `/v1/me/key-backups/${slot}`,
  stagedEnvelope: (hash: Bytes32 | ":hash") => `/v1/envelopes/${hash}`,
  records: "/v1/records",
  record: (record: Bytes32 | ":record") => `/v1/records/${record}`,
  recordEnvelope: (record: Bytes32 | ":record") => `/v1/records/${record}/envelope`,
  shares: "/v1/shares",
  share: (share: Bytes32 | ":share") => `/v1/shares/${share}`,
  shareEnvelope: (share: Bytes32 | ":share", record: Bytes32 | ":record") =>
    `/v1/shares/${share}/records/${record}/envelope`,
} as const;

export const MEDIA_TYPES = { json: "application/json", envelope: "application/octet-stream" } as const;
