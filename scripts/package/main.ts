import { packagesFolder } from "./build-packages.ts";
import { packPackages } from "./pack-packages.ts";

for (const { name, file, contents, bytes } of await packPackages(packagesFolder))
  process.stdout.write(`${name}: ${file}, ${contents.length} files, ${bytes} bytes\n`);
