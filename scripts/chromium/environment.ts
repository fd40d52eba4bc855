/** The program of a Chromium that is already there: used instead of looking for one. */
export const chromiumPath: string | undefined = process.env["CHROMIUM_PATH"];
