import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The blocks of code in one language in a section of docs/editors.md, in their order. */
export function blocksOf(section: string, language: string): readonly string[] {
	const [, text = ''] = readFileSync('docs/editors.md', 'utf8').split(`\n## ${section}\n`);
	const [own = ''] = text.split('\n## ');
	const blocks = Array.from(own.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm')), ([, block]) => block!);
	assert.ok(blocks.length > 0, `no ${language} under “${section}”`);
	return blocks;
}

/** A configuration that starts this checkout's server in place of the installed one. */
export function withServer(configuration: string): string {
	const [node, server] = [process.execPath, resolve('dist/server.js').replaceAll('\\', '/')];
	const changed = configuration
		// Kakoune's configuration has the arguments in a list of their own, Emacs Lisp no commas.
		.replace('command = "lectern-language-server"', `command = "${node}"`)
		.replace(/args = \["--stdio"\]/, `args = ["${server}", "--stdio"]`)
		.replace('"lectern-language-server" "--stdio"', `"${node}" "${server}" "--stdio"`)
		.replace(/(['"])lectern-language-server\1, /, (_, quote: string) => `${quote}${node}${quote}, ${quote}${server}${quote}, `);
	assert.notEqual(changed, configuration);
	return changed;
}

/**
 * Removes folders into which the server of an editor that has ended may still write its cache. (`rmSync` lists a folder once only, and
 * fails for good where a file was added since.)
 */
export async function removeFolders(folders: readonly string[]): Promise<void> {
	for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
