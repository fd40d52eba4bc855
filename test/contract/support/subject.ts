/** What the tests are about: what was compiled last, or this code, which a mutation check puts in its place. */
export const subject: { creationCode?: string } = {};
