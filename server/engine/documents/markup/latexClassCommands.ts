import { type CommandShape, citingCommands } from './latexCommands.js';

/** A class or package and the citing commands that it makes, without backslash or star; `commands` in one string, between blanks. */
interface ClassCommands {
	/** Names of the classes and packages, for those who look a command up. */
	readonly from: string;
	readonly shape: CommandShape;
	readonly commands: string;
}

/** Citing commands that popular classes and packages make beside those of LaTeX, natbib and biblatex, as their manuals describe them. */
const classes: readonly ClassCommands[] = [
	{
		from: 'kaobook (kaobiblio)',
		shape: 'keys',
		commands: 'sidecite sidecitet sidecitep sidetextcite sideparencite sideautocite sidesupercite sidefullcite margincite',
	},
	{ from: 'tufte-latex', shape: 'keys', commands: 'citemargin marginfullcite' },
	{
		from: 'biblatex with mcite',
		shape: 'keys',
		commands: 'mcite Mcite mparencite Mparencite mfootcite mfootcitetext mtextcite Mtextcite msupercite mautocite Mautocite',
	},
	{ from: 'biblatex-apa', shape: 'keys', commands: 'nptextcite Nptextcite fullcitebib' },
	{
		from: 'biblatex-chicago, biblatex-mla',
		shape: 'keys',
		commands: 'headlesscite Headlesscite headlessfullcite Headlessfullcite surnamecite shorthandcite citejournal gentextcite Gentextcite',
	},
	{ from: 'biblatex-philosophy, biblatex-dw', shape: 'keys', commands: 'ccite footcitet Footcitet sdcite citetitleonly' },
	{ from: 'amsrefs', shape: 'keys', commands: 'ycite ocite fullocite citeauthory citelist' },
	{ from: 'cite, overcite, World Scientific', shape: 'keys', commands: 'citen citeonline refcite' },
	{ from: 'abntex2cite, biblatex-abnt', shape: 'keys', commands: 'citeauthoronline footciteref citeyearonline plaincite' },
	{ from: 'abntex2cite, biblatex-abnt', shape: 'several', commands: 'apud Apud apudonline textapud' },
	{
		from: 'apa6, apacite',
		shape: 'keys',
		commands: 'maskcite maskCite maskcitep maskciteA maskfullcite maskshortcite nocitemeta citepos posscite',
	},
	{ from: 'jurabib', shape: 'keys', commands: 'citetitlefoot citenotitlefoot' },
	{ from: 'footbib, bibunits, backref', shape: 'keys', commands: 'footnocite footnotecite supcite inlinecite' },
];

/** The citing commands of popular classes and packages with their shapes, by name. */
export const classCommands: ReadonlyMap<string, CommandShape> = new Map(
	classes.flatMap(({ shape, commands }) => commands.split(' ').map((name) => [name, shape] as const)),
);

/** All citing commands that are known without a definition, with their shapes, by name. */
export const allCitingCommands: ReadonlyMap<string, CommandShape> = new Map([...classCommands, ...citingCommands]);
