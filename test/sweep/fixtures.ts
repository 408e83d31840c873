// Reads the fixtures with which other projects test their readers, and compares each variable of each record with what they expect.
// usage: node fixtures.mjs SET=FOLDER … [--verbose] [--list]; each FOLDER is a copy of the project's repository, nothing of which is kept here:
//   pandoc=…      jgm/pandoc, `test/command/biblatex-*.md`
//   betterBibtex=…  retorquere/zotero-better-bibtex, `test/fixtures/import`
//   citationJs=…  citation-js/citation-js, `packages/plugin-bibtex/test` and `packages/plugin-ris/test`
//   jabref=…      JabRef/jabref, RIS and PubMed of `…/importer/fileformat`
//   biber=…       plk/biber, `t/names.t` and `t/dateformats.t`
//   hayagriva=…   typst/hayagriva, `tests/data`
// Prints a row for each variable: the cases, how many agree, and the agreement once the listed ones are left out. fixtureDifferences.json
// lists, case by case and with the reason, where we differ on purpose. Fails if a row is below 98 %, or a listed case differs no more.
import { readFileSync } from 'node:fs';
import type { FixtureCase } from './fixtureCase.js';
import { fixtureSets } from './fixtureSets.js';

const least = 98;

/** Cases as `SET entry variable`, by the reason for which they differ. */
const reasons = JSON.parse(readFileSync('test/sweep/fixtureDifferences.json', 'utf8')) as Readonly<Record<string, readonly string[]>>;
const listed = new Set(Object.values(reasons).flat());

const [options, folders] = [
	process.argv.slice(2).filter((each) => each.startsWith('--')),
	process.argv.slice(2).filter((each) => each.includes('=')),
];
if (folders.length === 0) throw new Error(`usage: fixtures.mjs SET=FOLDER …, a SET is one of ${Object.keys(fixtureSets).join(', ')}`);

for (const argument of folders) {
	const [set = '', folder = ''] = argument.split('=');
	const read = fixtureSets[set];
	if (!read) throw new Error(`there is no set “${set}”`);
	const rows = new Map<string, { agree: number; excused: number; differ: number }>();
	const seen = new Set<string>();
	for (const each of read(folder)) {
		const { entry, variable, ours, theirs } = each;
		if (theirs === '' && (ours === '' || variable === 'type')) continue;
		const row = rows.get(variable) ?? { agree: 0, excused: 0, differ: 0 };
		rows.set(variable, row);
		const name = `${set} ${entry} ${variable}`;
		if (ours === theirs) row.agree++;
		else if (listed.has(name)) {
			row.excused++;
			seen.add(name);
		} else {
			row.differ++;
			show(name, each);
		}
	}
	console.log(set);
	for (const [variable, { agree, excused, differ }] of rows) {
		// Where all cases are listed, nothing is left to agree.
		const share = agree + differ === 0 ? 100 : (100 * agree) / (agree + differ);
		console.log(
			`  ${variable.padEnd(20)} ${String(agree + excused + differ).padStart(5)} cases  ${String(agree).padStart(5)} agree  ${String(excused).padStart(4)} listed  ` +
				`${String(differ).padStart(4)} differ  ${share.toFixed(1).padStart(5)} %`,
		);
		if (share < least) process.exitCode = 1;
	}
	for (const name of listed)
		if (name.startsWith(`${set} `) && !seen.has(name)) {
			console.log(`  listed, but differs no more: ${name}`);
			process.exitCode = 1;
		}
}

function show(name: string, { ours, theirs }: FixtureCase): void {
	if (options.includes('--list')) console.log(JSON.stringify(name));
	else if (options.includes('--verbose')) console.log(`${name}\n  ours:   ${ours}\n  theirs: ${theirs}`);
}
