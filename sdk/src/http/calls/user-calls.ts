import {
  type AccessLogPage,
  accessLogPageSchema,
  type Address,
  type KeyBackup,
  keyBackupsSchema,
  type Me,
  meSchema,
  PATHS,
  type PublicUser,
  publicUserSchema,
  type SignedAccountLink,
  type SignedAccountUnlink,
  type SignedKeyBinding,
  type SignedUserErasure,
  toBase64url,
} from "@idos/protocol";
import { isIdosError } from "../../errors/idos-error.ts";
import type { Send } from "../transport.ts";
import { ask, command } from "./call.ts";

export function userCalls(send: Send) {
  return {
    createUser: (founding: SignedAccountLink): Promise<void> =>
      command(send, { method: "POST", path: PATHS.users, json: founding, signed: true }),
    /** Not verified: see `verifyPublicUser`. */
    userByAccount: (account: Address): Promise<PublicUser> =>
      ask(send, publicUserSchema, { method: "GET", path: PATHS.userByAccount(account), signed: true }),
    /** Not verified: see `verifyPublicUser`. */
    me: (): Promise<Me> => ask(send, meSchema, { method: "GET", path: PATHS.me, signed: true }),
    /** Her sessions have ended by then; sent again, it succeeds again. */
    eraseMe: (json: SignedUserErasure): Promise<void> =>
      command(send, { method: "DELETE", path: PATHS.me, json, signed: true }),
    /** Not verified: see `verifyReceiptChain`. */
    accessLog: (cursor?: string): Promise<AccessLogPage> =>
      ask(send, accessLogPageSchema, {
        method: "GET",
        path: PATHS.accessLog,
        query: { cursor },
        signed: true,
      }),
    linkAccount: (link: SignedAccountLink): Promise<void> =>
      command(send, { method: "POST", path: PATHS.accounts, json: link, signed: true }),
    unlinkAccount: (unlink: SignedAccountUnlink): Promise<void> =>
      command(send, { method: "POST", path: PATHS.unlinkAccount, json: unlink, signed: true }),
    putKeyBinding: (binding: SignedKeyBinding): Promise<void> =>
      command(send, { method: "PUT", path: PATHS.keyBinding, json: binding, signed: true }),
    keyBackups: async (): Promise<readonly KeyBackup[]> =>
      (await ask(send, keyBackupsSchema, { method: "GET", path: PATHS.keyBackups, signed: true })).backups,
    putKeyBackup: ({ slot, kind, parameters, ciphertext }: KeyBackup): Promise<void> => {
      const json = { kind, parameters, ciphertext: toBase64url(ciphertext) };
      return command(send, { method: "PUT", path: PATHS.keyBackup(slot), json, signed: true });
    },
    /** One that is gone already, as after an answer that was lost, is deleted. */
    deleteKeyBackup: (slot: string): Promise<void> =>
      command(send, { method: "DELETE", path: PATHS.keyBackup(slot), signed: true }).catch(
        (error: unknown) => {
          if (!isIdosError(error, "KEY_BACKUP_NOT_FOUND")) throw error;
        },
      ),
  };
}
