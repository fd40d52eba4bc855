import {
  addressSchema,
  bytes32Schema,
  decidedAtSchema,
  delegationSchema,
  didKeySchema,
  followedChainSchema,
  headerJwsSchema,
  indexStatusSchema,
  keyBackupSchema,
  originSchema,
  problemSchema,
  publicUserSchema,
  shareDocumentJwsSchema,
  sharedRecordSchema,
  shareSummarySchema,
  signatureSchema,
  signedAccountLinkSchema,
  signedKeyBindingSchema,
  storedRecordSchema,
  unixSecondsSchema,
  wrappedKeySchema,
} from "@idos/protocol";
import { z } from "zod";

/** What is documented once and referred to from then on, in alphabetical order. */
const NAMED = {
  Address: addressSchema,
  Bytes32: bytes32Schema,
  DecidedAt: decidedAtSchema,
  Delegation: delegationSchema,
  DidKey: didKeySchema,
  FollowedChain: followedChainSchema,
  IndexStatus: indexStatusSchema,
  KeyBackup: keyBackupSchema,
  Origin: originSchema,
  Problem: problemSchema,
  RecordHeaderJws: headerJwsSchema,
  ShareDocumentJws: shareDocumentJwsSchema,
  SharedRecord: sharedRecordSchema,
  ShareSummary: shareSummarySchema,
  Signature: signatureSchema,
  SignedAccountLink: signedAccountLinkSchema,
  SignedKeyBinding: signedKeyBindingSchema,
  StoredRecord: storedRecordSchema,
  UnixSeconds: unixSecondsSchema,
  User: publicUserSchema,
  WrappedKey: wrappedKeySchema,
} as const;

const names = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id });

export type JsonSchema = z.core.JSONSchema.BaseSchema;

export const COMPONENT_PREFIX = "#/components/schemas/";

const uri = (id: string): string => COMPONENT_PREFIX + id;

/** The JSON Schema (draft 2020-12) of what a parser takes; checks that it cannot express are left out. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return plain(z.toJSONSchema(schema, { io: "input", metadata: names }));
}

/** The named schemas, for the references. */
export function namedJsonSchemas(): Readonly<Record<string, JsonSchema>> {
  const { schemas } = z.toJSONSchema(names, { io: "input", uri });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema)]));
}

/** The document says its dialect once, and has the names in a place of their own. */
function plain(schema: JsonSchema): JsonSchema {
  const own = { ...schema };
  delete own.$schema;
  delete own.$defs;
  delete own.$id;
  delete own.id;
  return own;
}
