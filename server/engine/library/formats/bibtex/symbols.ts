const greek =
	'alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ ' +
	'omicron ο pi π rho ρ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ ' +
	'Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω textmu µ textmicro µ';

const letters = 'i ı j ȷ ss ß SS ẞ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ NG Ŋ hyphen -';

const others =
	'S § P ¶ dag † ddag ‡ textdagger † textdaggerdbl ‡ copyright © textcopyright © textregistered ® texttrademark ™ pounds £ ' +
	'textsterling £ euro € texteuro € textyen ¥ textcent ¢ ldots … dots … textellipsis … textendash – textemdash — ' +
	'textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotedbl " quotedblbase „ quotesinglbase ‚ ' +
	'guillemotleft « guillemotright » guillemetleft « guillemetright » guilsinglleft ‹ guilsinglright › lq ‘ rq ’ glqq „ grqq “ ' +
	"flqq « frqq » textquotesingle ' textbackslash \\ backslash \\ textasciitilde ~ textasciicircum ^ textasciimacron ¯ " +
	'textasciigrave ` textasciiacute ´ textunderscore _ textbar | textless < textgreater > textdollar $ textpercent % ' +
	'textbraceleft { textbraceright } textampersand & textnumbersign # textsection § textparagraph ¶ slash / ' +
	'TeX TeX LaTeX LaTeX LaTeXe LaTeX2ε BibTeX BibTeX XeTeX XeTeX LuaTeX LuaTeX textdegree ° degree ° celsius °C textcelsius ℃ ' +
	'textpm ± pm ± texttimes × times × textdiv ÷ div ÷ cdot · textperiodcentered · textbullet • bullet • textonehalf ½ ' +
	'textonequarter ¼ textthreequarters ¾ textonesuperior ¹ texttwosuperior ² textthreesuperior ³ textordfeminine ª ' +
	'textordmasculine º textexclamdown ¡ textquestiondown ¿ textrightarrow → rightarrow → to → textleftarrow ← leftarrow ← ' +
	'leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ equiv ≡ infty ∞ partial ∂ nabla ∇ ell ℓ circ ° prime ′ ast ∗ star ⋆ ' +
	'langle ⟨ rangle ⟩ in ∈ cup ∪ cap ∩ sum ∑ prod ∏ int ∫ neg ¬ textnumero № textbaht ฿ textwon ₩ textmusicalnote ♪ ' +
	'aap A&A aj AJ apj ApJ apjl ApJL apjs ApJS araa ARA&A jcap JCAP mnras MNRAS nat Nature pasp PASP prd PRD prl PRL physrep PhysRep';

const spaces = 'space quad qquad newline par linebreak nobreakspace enspace enskip thinspace , ; : > ';

function pairs(list: string): [string, string][] {
	const words = list.split(' ');
	const found: [string, string][] = [];
	for (let i = 0; i + 1 < words.length; i += 2) found.push([words[i]!, words[i + 1]!]);
	return found;
}

/** Commands that stand for a letter or a hyphen within a word, and so swallow the blanks behind them as TeX does. */
export const letterCommands: ReadonlyMap<string, string> = new Map([...pairs(letters), ...pairs(greek)]);

/** Commands that stand for other characters, a logo or (as the AAS journal macros) an abbreviation. */
export const symbolCommands: ReadonlyMap<string, string> = new Map([
	...pairs(others),
	...spaces.split(' ').map((name): [string, string] => [name, ' ']),
	['\\', ' '],
	['/', ''],
	['-', ''],
	['!', ''],
	['@', ''],
]);

/** Accent commands with the combining character that each puts onto its argument, and what it is without one. */
export const accentCommands: ReadonlyMap<string, readonly [combining: string, alone: string]> = new Map([
	['`', ['\u0300', '`']],
	["'", ['\u0301', '´']],
	['^', ['\u0302', '^']],
	['~', ['\u0303', '~']],
	['=', ['\u0304', '¯']],
	['u', ['\u0306', '˘']],
	['.', ['\u0307', '˙']],
	['"', ['\u0308', '¨']],
	['r', ['\u030a', '˚']],
	['ocirc', ['\u030a', '˚']],
	['H', ['\u030b', '˝']],
	['v', ['\u030c', 'ˇ']],
	['G', ['\u030f', '']],
	['U', ['\u030e', '']],
	['f', ['\u0311', '']],
	['M', ['\u0322', '']],
	['d', ['\u0323', '']],
	['c', ['\u0327', '¸']],
	['k', ['\u0328', '˛']],
	['b', ['\u0331', '']],
	['t', ['\u0361', '']],
	['capitalacute', ['\u0301', '´']],
	['textcommabelow', ['\u0326', '']],
	['textogonekcentered', ['\u0328', '˛']],
]);

/** Commands whose braced argument is not part of the text. */
export const silentCommands: ReadonlySet<string> = new Set(
	'noopsort NoopSort SortNoop noop phantom vphantom hphantom cite citep citet parencite textcite autocite nocite label color hspace vspace index fontsize fontencoding fontfamily fontseries fontshape'.split(
		' ',
	),
);

/** Commands whose argument is an address, which TeX takes as it is (hyperref manual § 5; url.sty). */
export const addressCommands: ReadonlySet<string> = new Set(['url', 'nolinkurl']);

/** Commands whose first argument is not part of the text while the second is. */
export const secondArgumentCommands: ReadonlySet<string> = new Set(
	'href textcolor colorbox foreignlanguage texorpdfstring textlang selectlanguage'.split(' '),
);

/** Commands that change the font or spacing from here on and print nothing. */
export const declarations: ReadonlySet<string> = new Set(
	(
		'em fi it bf sc selectfont xspace sl tt rm sf itshape bfseries scshape slshape upshape mdseries ttfamily rmfamily sffamily normalfont relax protect ' +
		'ignorespaces unskip bgroup egroup begingroup endgroup displaystyle boldmath unboldmath nobreak allowbreak newblock aftergroup ' +
		'tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge noindent penalty null strut left right big Big limits'
	).split(' '),
);

export const superscripts: ReadonlyMap<string, string> = scriptTable('0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ');
export const subscripts: ReadonlyMap<string, string> = scriptTable('0123456789+-=()', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎');

function scriptTable(from: string, to: string): ReadonlyMap<string, string> {
	const raised = [...to];
	return new Map([...from].map((character, i): [string, string] => [character, raised[i]!]));
}

/** Dingbats that Unicode has outside of the block that follows Zapf's order, by their numbers in the font. */
const dingbatsElsewhere: ReadonlyMap<number, string> = new Map([
	[37, '☎'],
	[42, '☛'],
	[43, '☞'],
	[72, '★'],
	[108, '●'],
	[110, '■'],
	[115, '▲'],
	[116, '▼'],
	[117, '◆'],
	[119, '◗'],
	[168, '♣'],
	[169, '♦'],
	[170, '♥'],
	[171, '♠'],
	[213, '→'],
	[214, '↔'],
	[215, '↕'],
]);

/** The sign that pifont's `\ding{number}` prints (PSNFSS, table of Zapf Dingbats; Unicode's Dingbats block); nothing for other numbers. */
export function dingbat(number: number): string {
	const isLow = number >= 33 && number <= 126;
	if (!isLow && !(number >= 161 && number <= 254)) return '';
	if (number >= 172 && number <= 181) return String.fromCharCode(0x2460 + number - 172);
	return dingbatsElsewhere.get(number) ?? String.fromCharCode(isLow ? 0x2701 + number - 33 : 0x2761 + number - 161);
}
