/** What the operator sets; `config-variables.ts` says what there is to set. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;
