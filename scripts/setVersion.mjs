// Run by `npm version`: writes the version of package.json where the documentation names one. Built-in modules only.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const page = 'docs/check.md';

/** A text in which the action and the pre-commit hook are named at a version. */
export const withVersion = (text, version) => text.replace(/(uses: lectern\/lectern@|rev: )v[\w.+-]+/g, `$1v${version}`);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
	writeFileSync(page, withVersion(readFileSync(page, 'utf8'), version));
}
