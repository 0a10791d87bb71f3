import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Copies a built site, and says on each of its pages that what is personalized lies below `baseUrl` as files: there is no service, and
 * answers stay in the browser.
 */
export async function copySite(outDir: string, folder: string, baseUrl: string): Promise<void> {
  await cp(outDir, folder, { recursive: true });
  const mark = `<meta name="attune-files" content="${escaped(baseUrl)}">`;
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.html')) continue;
    const path = join(folder, name);
    const html = await readFile(path, 'utf8');
    // Every page of Docusaurus has a title; a minifier may have left out the tags of the head.
    await writeFile(path, html.replace(/<title\b/i, `${mark}$&`));
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
