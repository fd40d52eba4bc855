/** What the operator sets; the files in `config` say what there is to set. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;
