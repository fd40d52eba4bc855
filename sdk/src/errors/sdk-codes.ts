/** Failures that the SDK itself finds, each with what a developer or a person can do about it. */
export const SDK_CODES = {
  WALLET_REJECTED: "The person declined in the wallet. Offer the action again; it is not a fault.",
  WALLET_FAILED: "The wallet could not sign. Look at the cause; try again or another wallet.",
  WALLET_DISCONNECTED: "Ask the person to connect the wallet to this page, then offer the action again.",
  WRONG_CHAIN: "Switch the wallet to the chain named in the values.",
  WRONG_ACCOUNT: "Switch the wallet to the account named in the values and sign in again.",
  NODE_UNREACHABLE: "The node did not answer. Try again, or name a further node that holds the data.",
  NODE_ANSWER_MALFORMED:
    "The node's answer is not of the documented form. Use another node, tell its operator.",
  NODE_LIED:
    "What the node handed over fails the check named in the values. Do not use it; use another node.",
  DECRYPTION_FAILED: "The key, password or code does not fit these bytes, or they were changed.",
  KEYS_LOCKED: "Unlock the idOS keys first, with the password or the recovery code.",
  KEYS_EXIST: "This user has published a key already. Unlock it instead of making another.",
  KEY_NOT_CURRENT: "The unlocked key is not the one the user has published. Use a newer backup.",
  PASSWORD_TOO_SHORT: "Choose a password of at least as many characters as the values say.",
  PASSWORD_TOO_WEAK:
    "Choose a password that is harder to guess: a few words that do not belong together, or a generated phrase.",
  KEY_DERIVATION_OUT_OF_BOUNDS:
    "The backup asks for a weaker or costlier derivation than is safe. Do not use it.",
  RECOVERY_CODE_MALFORMED: "Compare the recovery code with the printed one: a character is wrong or missing.",
  RECOVERY_CODE_UNCONFIRMED:
    "Ask for the two groups again: they are not those of the code. Nothing was kept; make another code.",
  KEY_BACKUP_NOT_KEPT:
    "The node did not keep the backup as it was sent. Use another node, tell its operator.",
  KEY_BACKUPS_TOO_FEW:
    "Make another backup first: two must remain, of which a password or a recovery code is one.",
  PASSKEY_REJECTED: "The person did not use a passkey. Offer the action again; it is not a fault.",
  PASSKEY_UNSUITABLE:
    "This passkey, browser or device cannot derive keys (WebAuthn's prf). Use another, or another kind of backup.",
  WALLET_UNSUITABLE:
    "This account cannot open a backup with its signature, for the reason in the values. Use another kind.",
  KEY_ROTATION_UNFINISHED:
    "Finish the rotation that was begun: call `rotate` again with the same keys unlocked.",
  RECIPIENT_HAS_NO_KEY:
    "The account in the values has published no idOS key yet. It does so in its dashboard.",
  SHARE_OF_ANOTHER: "The share belongs to another than was expected. Ask the person for her own share.",
  RECORD_NOT_HELD: "The user holds no record of the type in the values. Ask an issuer for it first.",
  CONTENT_MALFORMED:
    "The record's content is not of the form its kind has. Ask its author to write it again.",
  CONTENT_TOO_LARGE: "Store at most as many bytes per record as the values say.",
  ARGUMENT_INVALID: "Correct the argument named in the values.",
  CREDENTIAL_INVALID: "Do not rely on this credential: the check named in the values failed.",
  VAULT_BLOCKED: "Ask the vault from a click, and let the page open windows.",
  VAULT_CLOSED: "The person closed the vault's window. Offer the action again; it is not a fault.",
  VAULT_DECLINED: "The person declined in the vault. Offer the action again; it is not a fault.",
  VAULT_NOT_ALLOWED: "Only pages that the vault's operator names as first parties may ask for this.",
  VAULT_BUSY: "Wait for answers before asking the vault for more.",
  VAULT_FAILED: "The vault's answer is to something else. Tell its operator.",
  STATUS_UNKNOWN:
    "Do not rely on this credential until its issuer's status list can be read. Try again; look at the fault.",
  STATUS_LIST_FULL: "Begin another status list, at an address of its own, for the next credentials.",
  ISSUER_KEYS_UNAVAILABLE:
    "Check the issuer's URL; it serves its keys under /.well-known/jwt-vc-issuer, over HTTPS.",
  TRANSACTION_FAILED: "The transaction did not take effect. Look at the values, then try again.",
} as const;

export type SdkCode = keyof typeof SDK_CODES;
