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
  const {
    $schema: _dialect,
    $defs: _named,
    ...own
  } = z.toJSONSchema(schema, { io: "input", metadata: names });
  return own;
}

/** The named schemas, for the references. */
export function namedJsonSchemas(): Readonly<Record<string, JsonSchema>> {
  const { schemas } = z.toJSONSchema(names, { io: "input", uri });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, id: _name, ...own }]) => [name, own]),
  );
}
