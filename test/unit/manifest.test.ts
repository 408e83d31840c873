import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { documentLanguages, libraryLanguages, libraryPatterns } from '../../client/editor/documentLanguages.js';

interface Keybinding {
	readonly command: string;
	readonly key: string;
	readonly mac?: string;
	readonly win?: string;
	readonly linux?: string;
}

interface Schema {
	readonly type?: string;
	readonly items?: Schema;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly additionalProperties?: boolean | Schema;
}

interface Contributions {
	readonly configuration: { readonly properties: Readonly<Record<string, Schema>> };
	readonly keybindings: readonly Keybinding[];
}

const { contributes, activationEvents }: { readonly contributes: Contributions; readonly activationEvents: readonly string[] } = JSON.parse(
	readFileSync('package.json', 'utf8'),
);

/** What is wrong with a default key: each chord of it types a character on some keyboard. */
function faultsOf({ command, key, mac = key, win = key, linux = key }: Keybinding): readonly string[] {
	const chords = (keys: string) => keys.split(' ').map((chord) => chord.split('+'));
	// On Windows and Linux, Ctrl and Alt together are AltGr.
	const asAltGr = [key, mac, win, linux].filter((keys) => chords(keys).some((chord) => chord.includes('ctrl') && chord.includes('alt')));
	// On a Mac, Option and a character's key type another character, with Cmd on some keyboards, too.
	const asOption = chords(mac).some((chord) => chord.includes('alt') && chord.at(-1)!.length === 1) ? [mac] : [];
	return [...new Set([...asAltGr, ...asOption])].map((keys) => `${command}: ${keys}`);
}

suite('the manifest', () => {
	test('promises no VS Code that is older than the one that the language client needs', () => {
		const versionIn = (file: string) => {
			const { engines }: { readonly engines: { readonly vscode: string } } = JSON.parse(readFileSync(file, 'utf8'));
			const [, major, minor] = /^\^(\d+)\.(\d+)\.\d+$/.exec(engines.vscode)!;
			return Number(major) * 1000 + Number(minor);
		};
		assert.ok(versionIn('package.json') >= versionIn('node_modules/vscode-languageclient/package.json'));
	});

	test('lets only the machine say who is asked on the web, never a folder', () => {
		const properties = contributes.configuration.properties as Readonly<Record<string, { readonly scope?: string }>>;
		const asking = ['lectern.addPaper.services', 'lectern.literature', 'lectern.zotero'];
		assert.deepEqual(
			asking.map((name) => properties[name]?.scope),
			asking.map(() => 'machine'),
		);
	});

	test('activates for every language and library file that the client sends to the server', () => {
		const wanted = [
			...[...documentLanguages, ...libraryLanguages].map((language) => `onLanguage:${language}`),
			...libraryPatterns.map((pattern) => `workspaceContains:${pattern}`),
		];
		assert.deepEqual(
			wanted.filter((event) => !activationEvents.includes(event)),
			[],
		);
	});

	test('has no default key that types a character on some keyboard', () => {
		assert.deepEqual(contributes.keybindings.flatMap(faultsOf), []);
	});

	for (const [fault, keybinding] of [
		['Ctrl and Alt', { key: 'ctrl+alt+q', mac: 'cmd+q' }],
		['Ctrl and Alt in the second of two chords', { key: 'ctrl+k ctrl+shift+alt+q', mac: 'cmd+q' }],
		['Ctrl and Alt on Linux alone', { key: 'f7', linux: 'ctrl+alt+q' }],
		['Option and a letter', { key: 'f7', mac: 'alt+q' }],
		['Cmd, Option and a letter', { key: 'f7', mac: 'cmd+alt+q' }],
		['a key for all systems that has Option on a Mac', { key: 'alt+q' }],
	] as const)
		test(`would be caught with ${fault}`, () => {
			assert.equal(faultsOf({ command: 'any', ...keybinding }).length, 1);
		});

	test('lets Alt go with keys that type nothing', () => {
		assert.deepEqual(faultsOf({ command: 'any', key: 'alt+left' }), []);
	});

	// VS Code's settings editor has lists of texts, and tables whose values are of a simple type; for all else it leads to settings.json.
	const isSimple = ({ type = '' }: Schema): boolean => ['boolean', 'integer', 'number', 'string'].includes(type);
	const isEditable = (schema: Schema): boolean => {
		const { type, items = {}, properties = {}, additionalProperties } = schema;
		if (type === 'array') return items.type === 'string';
		return type === 'object' ? additionalProperties === false && Object.values(properties).every(isSimple) : isSimple(schema);
	};
	for (const [name, schema] of Object.entries(contributes.configuration.properties))
		test(`lets ${name} be edited in the settings editor`, () => {
			assert.ok(isEditable(schema), JSON.stringify(schema));
		});

	test('has at most 25 settings', () => {
		assert.ok(Object.keys(contributes.configuration.properties).length <= 25);
	});
});
