/**
 * How a citing command takes its arguments. `keys`: `[pre][post]{a,b}`; `several`: that, over and over, after notes in
 * parentheses; `volume`: `[pre]{volume}[post]{a}`; `volumes`: that, over and over. A number, from two: `[pre][post]{a,b}` after so many
 * arguments in braces, less one.
 */
export type CommandShape = 'keys' | 'several' | 'volume' | 'volumes' | number;

const names = (words: string): string[] => words.trim().split(/\s+/);

const singleCommands = names(`
	cite nocite
	citet citep citealt citealp citeauthor citefullauthor citeyear citeyearpar citenum citetalias citepalias
	Citet Citep Citealt Citealp Citeauthor Citefullauthor Citetalias Citepalias defcitealias shortcites
	Cite parencite Parencite footcite Footcite footcitetext Footcitetext textcite Textcite smartcite Smartcite supercite
	autocite Autocite citetitle Citetitle citedate citeurl citename citelist citefield fullcite footfullcite
	notecite Notecite pnotecite Pnotecite fnotecite Fnotecite textcquote blockcquote
	bibentry onlinecite citeA citeNP citeN citeNN citeauthorNP citeyearNP shortcite shortciteA shortciteNP shortciteN
	fullciteA fullciteNP shortciteauthor citeasnoun citeaffixed possessivecite
`);
const severalCommands = names(`
	cites Cites parencites Parencites footcites Footcites footcitetexts Footcitetexts textcites Textcites smartcites Smartcites
	supercites autocites Autocites fullcites footfullcites
`);
const volumeCommands = names(`
	volcite Volcite pvolcite Pvolcite fvolcite Fvolcite ftvolcite svolcite Svolcite tvolcite Tvolcite avolcite Avolcite
	foreigntextcquote hyphentextcquote foreignblockcquote hyphenblockcquote hybridblockcquote
`);
const volumesCommands = names(`
	volcites Volcites pvolcites Pvolcites fvolcites Fvolcites ftvolcites svolcites Svolcites tvolcites Tvolcites avolcites Avolcites
`);

const shaped = (shape: CommandShape, commands: readonly string[]) => commands.map((name) => [name, shape] as const);

/**
 * The commands that cite, without backslash or star: LaTeX, natbib (natnotes), biblatex (manual, "Citation Commands"),
 * csquotes, bibentry, apacite, chicago, harvard and REVTeX.
 */
export const citingCommands: ReadonlyMap<string, CommandShape> = new Map([
	...shaped('keys', singleCommands),
	...shaped('several', severalCommands),
	...shaped('volume', volumeCommands),
	...shaped('volumes', volumesCommands),
	// They print nothing, but name entries: for one category of them, and as the members of a set.
	...shaped(2, ['addtocategory', 'defbibentryset']),
]);

/** The environments that cite, with the shape of what follows their name (csquotes manual, "Integrated Interface"). */
export const citingEnvironments: ReadonlyMap<string, CommandShape> = new Map([
	...shaped('keys', ['displaycquote']),
	...shaped(2, ['foreigndisplaycquote', 'hyphendisplaycquote']),
]);

/** How many arguments in braces, from the first, are no running text; for commands whose arguments are not all prose. */
export const silentArguments: ReadonlyMap<string, number> = new Map([
	...names(`
		label ref eqref autoref cref Cref crefrange pageref vref nameref hyperref labelcref hypertarget hyperlink
		includegraphics includesvg includepdf includestandalone graphicspath input include includeonly subfile subfileinclude usepackage RequirePackage documentclass
		bibliography nobibliography bibliographystyle addbibresource addglobalbib bibitem end vspace hspace color textcolor colorbox
		gls Gls GLS glspl Glspl GLSpl glsfirst Glsfirst glsdesc glslink glsdisp glsreset glsunset glsadd glsentryshort glsentrylong glsentryfull glsentrytext
		newacronym newglossaryentry longnewglossaryentry newabbreviation DeclareAcronym acrodef acro
		ac Ac acs acl acf acp Ac acsp aclp acfp acrshort acrlong acrfull acrshortpl acrlongpl acrfullpl hypersetup geometry pagestyle thispagestyle pagenumbering
		cline cmidrule SI si num qty unit ang ensuremath tag ce selectlanguage foreignlanguage usetikzlibrary lstset lstinputlisting
		index sindex glossary inputminted title@ makeatletter citestyle setcitestyle newtheorem theoremstyle
	`).map((name) => [name, 1] as const),
	...names(
		'setlength addtolength setcounter addtocounter multicolumn multirow rule fontsize raisebox scalebox import subimport inputfrom subinputfrom includefrom subincludefrom',
	).map((name) => [name, 2] as const),
	...names('newcommand renewcommand providecommand DeclareMathOperator def NewDocumentCommand newcolumntype').map(
		(name) => [name, 2] as const,
	),
	...names('definecolor newenvironment renewenvironment').map((name) => [name, 3] as const),
]);

/** Environments whose content is maths or a drawing: they may contain citations, but no prose. */
export const mathEnvironments: ReadonlySet<string> = new Set(
	names(`
		math displaymath equation align alignat flalign xalignat gather multline eqnarray dmath dgroup darray IEEEeqnarray empheq
		tikzpicture tikzcd pgfpicture forest picture algorithmic
	`).flatMap((name) => [name, `${name}*`]),
);

/** Environments that begin with this many arguments in braces that are no running text. */
export const environmentArguments: ReadonlyMap<string, number> = new Map([
	...names('tabular longtable array minipage multicols tabu longtabu tblr adjustbox columns column thebibliography').map(
		(name) => [name, 1] as const,
	),
	...names('tabular* tabularx tabulary wrapfigure wraptable alignat').map((name) => [name, 2] as const),
]);
