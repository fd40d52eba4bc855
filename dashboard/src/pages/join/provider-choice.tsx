import "../../ui/field.css";
import type { PageConfig } from "../../config/page-config.ts";

type Provider = PageConfig["providers"][number];

interface ProviderChoiceProps {
  readonly providers: readonly Provider[];
  readonly chosen: Provider;
  readonly onChoose: (provider: Provider) => void;
}

/** Nothing to see where there is no choice. */
export function ProviderChoice({ providers, chosen, onChoose }: ProviderChoiceProps) {
  if (providers.length < 2) return null;
  return (
    <fieldset className="choices">
      <legend className="field-label">Provider</legend>
      {providers.map((provider) => (
        <label key={provider.url} className="choice">
          <input
            type="radio"
            name="provider"
            checked={provider.url === chosen.url}
            onChange={() => onChoose(provider)}
          />
          {provider.name}
          <span className="soft small">{new URL(provider.url).host}</span>
        </label>
      ))}
    </fieldset>
  );
}
