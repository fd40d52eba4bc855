import { z } from "zod";
import { projectRoot } from "../process/project-root.ts";
import { buildah, ISOLATION, provideTool } from "./buildah.ts";
import { provideBaseImage } from "./provide-base-image.ts";

const strings = z.array(z.string());

/** What an image tells those who run it. */
const settingsSchema = z.object({
  Docker: z.object({
    config: z.object({
      User: z.string(),
      Env: strings,
      Entrypoint: strings,
      StopSignal: z.string(),
      Healthcheck: z.object({ Test: strings }),
    }),
  }),
});
export type ImageSettings = z.output<typeof settingsSchema>["Docker"]["config"];

/** Builds the image of the Dockerfile under this name, as a container engine would. */
export async function buildImage(name: string): Promise<ImageSettings> {
  provideTool("buildah");
  await provideBaseImage();
  // Docker's own format is the one that has a health check.
  await buildah("bud", ...ISOLATION, "--format", "docker", "--pull-never", "--tag", name, projectRoot);
  const told: unknown = JSON.parse(await buildah("inspect", "--type", "image", name));
  return settingsSchema.parse(told).Docker.config;
}
