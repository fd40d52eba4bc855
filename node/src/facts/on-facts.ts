import { type Facts, type FactsView, OutdatedFacts } from "./facts.ts";

/**
 * Works with what is remembered, and once more with what the database says where that turns out not to hold. What the
 * first work came to, a refusal too, counts only with the confirmation. Until it has called `confirm`, and that has
 * resolved, the work must have no effect.
 */
export async function onFacts<Result>(
  facts: Facts,
  work: (view: FactsView) => Promise<Result>,
): Promise<Result> {
  const remembering = async (view: FactsView): Promise<Result> => {
    let result: Result;
    try {
      result = await work(view);
    } finally {
      await view.confirm();
    }
    view.keep();
    return result;
  };
  try {
    return await remembering(facts.view(false));
  } catch (error) {
    if (!(error instanceof OutdatedFacts)) throw error;
  }
  return remembering(facts.view(true));
}
