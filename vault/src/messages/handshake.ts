import * as z from "zod";

/** The version of the vault's messages; another one is not understood, and so ignored. */
export const VAULT_MESSAGES = 1;

const version = z.literal(VAULT_MESSAGES);

/** A page of the vault's is there; it says nothing else, since it does not know yet to whom. */
export const readySchema = z.strictObject({ idosVault: version, type: z.literal("ready") });
/** A page wants to talk. It brings one MessagePort; who it is, the browser says, not the message. */
export const helloSchema = z.strictObject({ idosVault: version, type: z.literal("hello") });

export const READY: z.infer<typeof readySchema> = { idosVault: VAULT_MESSAGES, type: "ready" };
export const HELLO: z.infer<typeof helloSchema> = { idosVault: VAULT_MESSAGES, type: "hello" };
