import type { Page } from "playwright-core";

export interface VirtualAuthenticator {
  /** Whether the person proves, by finger or code, that it is her; she does unless said otherwise. */
  verifyPerson(isVerified: boolean): Promise<void>;
}

/** A device's own authenticator (WebDriver's), that touches itself; with WebAuthn's `prf` extension or without. */
export async function addAuthenticator(
  page: Page,
  { hasPrf }: { hasPrf: boolean },
): Promise<VirtualAuthenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasPrf },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      automaticPresenceSimulation: true,
    },
  });
  return {
    async verifyPerson(isUserVerified) {
      await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
  };
}
