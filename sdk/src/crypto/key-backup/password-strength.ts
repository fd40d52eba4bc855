import { IdosError } from "../../errors/idos-error.ts";

/** The fewest characters of a password that keys are backed up with. */
export const PASSWORD_CHARACTERS_MIN = 12;
/** Of zxcvbn's 0 to 4: 10^8 guesses at least, each of them a derivation. */
const SCORE_MIN = 3;
/** zxcvbn takes longer the longer a password is; what comes after these adds strength only. */
const JUDGED_CHARACTERS_MAX = 128;

type Judge = (password: string, userInputs: string[]) => number;
let loading: Promise<Judge> | undefined;

/** The dictionaries are large, so they are fetched when a password is first chosen. */
function loadJudge(): Promise<Judge> {
  loading ??= Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]).then(([{ ZxcvbnFactory }, common, english]) => {
    const zxcvbn = new ZxcvbnFactory({
      dictionary: { ...common.dictionary, ...english.dictionary },
      graphs: common.adjacencyGraphs,
    });
    return (password, userInputs) => zxcvbn.check(password, userInputs).score;
  });
  return loading;
}

/**
 * Throws PASSWORD_TOO_SHORT below 12 characters, counted as a person counts them, and PASSWORD_TOO_WEAK for one that is
 * guessed early. `known` are words that an attacker tries first.
 */
export async function requireStrongPassword(password: string, known: readonly string[]): Promise<void> {
  const characters = Array.from(password).length;
  if (characters < PASSWORD_CHARACTERS_MIN) {
    const values = { characters, charactersMin: PASSWORD_CHARACTERS_MIN };
    throw new IdosError("PASSWORD_TOO_SHORT", "The password is too short", values);
  }
  const judge = await loadJudge();
  const score = judge(password.slice(0, JUDGED_CHARACTERS_MAX), ["idos", ...known]);
  if (score < SCORE_MIN)
    throw new IdosError("PASSWORD_TOO_WEAK", "The password is easily guessed", {
      score,
      scoreMin: SCORE_MIN,
    });
}
