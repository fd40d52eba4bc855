import { PASSWORD_CHARACTERS_MIN } from "@idos/sdk";

export interface PasswordFault {
  readonly field: "password" | "again";
  readonly message: string;
}

/** What the form says before anything is derived; the SDK judges the password itself. */
export function passwordFault(password: string, again: string): PasswordFault | undefined {
  const missing = PASSWORD_CHARACTERS_MIN - Array.from(password).length;
  if (missing > 0) return { field: "password", message: `Too short: ${missing} more characters.` };
  if (password !== again) return { field: "again", message: "The two are not the same." };
  return undefined;
}
