// The engine's public API: the language server, the command line and the protocol import from here and from nowhere else of the engine.
// The one instance that holds the translation: the engine is a bundle of its own.
export * as l10n from '@vscode/l10n';
export { append } from './base/append.js';
export { askBy, type Receiver, type Transport } from './base/askBy.js';
export { type CancellationToken, neverCancelled } from './base/cancellation.js';
export { onOneLine, withoutEnd } from './base/ends.js';
export {
	type CacheFolder,
	type FileContent,
	type FileSystem,
	type FolderEntry,
	isNoText,
	isSpecialFile,
	isTooLarge,
	largestRead,
	noting,
	SkippedFiles,
	Unreadable,
} from './base/files.js';
export { inSlices, inSteps } from './base/inSlices.js';
export { type LocalizableMessage, localizable, localize } from './base/localizableMessage.js';
export { describeError, inBackground, type Log, silentLog } from './base/log.js';
export { methodAndHeaders, sendAndReceive } from './base/nodeRequest.js';
export type { PdfFailure, PdfLine, PdfReading, ReadPdf } from './base/pdf.js';
export { defaultSettings, readSettings, type Settings } from './base/settings.js';
export type { Span } from './base/span.js';
export { textChange } from './base/textChange.js';
export { loadTranslation, type Translation } from './base/translation.js';
export { fileNameOf, wellFormed } from './base/uri.js';
export {
	type AskWeb,
	type CancellationSignal,
	type KeyName,
	neverSignalled,
	retryAfterOf,
	type WebAnswer,
	type WebRequest,
	withKey,
} from './base/web.js';
export { type Pause, Rests, yieldToEventLoop } from './base/yieldToEventLoop.js';
export { bibliographiesOf, foundBibliographies, placesOfBibliographies } from './documents/bibliography.js';
export { bibliographyLine } from './documents/bibliographyLine.js';
export { areListedTogether } from './documents/bibliographyLists.js';
export { citationStyleOf, type NamedStyle, placesOfStyle } from './documents/citationStyle.js';
export { Document } from './documents/document.js';
export { ignoresIn } from './documents/ignores.js';
export { labelsOf } from './documents/labels.js';
export { languageOfDocument, languageOfFile } from './documents/languages.js';
export { markupOf } from './documents/markup/languages.js';
export { citingCommandsOf } from './documents/markup/latexDefinitions.js';
export type { Replacement } from './documents/markup/markup.js';
export { isFrontMatter } from './documents/markup/notebook.js';
export { createNoteFiles, type NoteFiles } from './documents/noteFiles.js';
export { closedNote, NoteIndex } from './documents/noteIndex.js';
export { latexTrees } from './documents/project/latexRoot.js';
export { folderOf, pathFrom } from './documents/project/paths.js';
export { isProjectFile, ProjectFiles, projectFileNames } from './documents/project/projectFiles.js';
export type { OpenNotebook } from './documents/project/projectView.js';
export { passage } from './documents/references/find.js';
export { linkAt, questionFor, readAnswer } from './features/addPaper.js';
export { type BibCompletionAnswer, type BibSuggestion, bibCompletion, explainedAt } from './features/bibCompletion.js';
export { bibFolds, bibOutline } from './features/bibOutline.js';
export {
	browse,
	countFitting,
	type Grouping,
	type GroupRow,
	group,
	type Listing,
	mostFiltered,
	neighbours,
	preparingLists,
	type Sorting,
} from './features/browse.js';
export { citedOnlineProblems, doisToCheck } from './features/checkOnline.js';
export { type CheckedReference, checkReferences } from './features/checkReferences.js';
export { citationsInPlace } from './features/citationsInPlace.js';
export {
	bibliographyFor,
	firstEntry,
	firstEntryOf,
	hasOnlyDefinitions,
	isIn,
	type MissingEntry,
	mayTakeEntries,
	missingEntry,
	missingEntryOf,
	ownBibliographies,
	usesIn,
} from './features/citeWithEntry.js';
export { codeActions, notablePapers, type SuggestedChange } from './features/codeActions.js';
export { compared, fewestCompared, mostCompared } from './features/compare.js';
export { type CompletionAnswer, completion, searchFor } from './features/completion.js';
export { type Context, citingIn, fixedContext, userStateOf } from './features/context.js';
export { definition } from './features/definition.js';
export { problemsOfDocument, problemsOfSource, shownProblems, unreadProblems, withSeverity } from './features/diagnostics.js';
export { type IdentifierLink, linksInBibtex, linksInProse } from './features/documentLinks.js';
export { type EnteredPaper, type EntryForm, enteredPaper, entryForm } from './features/enterPaper.js';
export { comparedEntry, missingFieldsOf } from './features/entryDiagnostics.js';
export { type ExportFormat, exportEntries, exportFormats, filesOfDocument, papersCitedIn } from './features/exportEntries.js';
export { citationText, factsOf, type PaperFacts } from './features/facts.js';
export { fillFields } from './features/fillFields.js';
export { fixEntry } from './features/fixEntry.js';
export { type FrontMatterAnswer, frontMatterCompletion } from './features/frontMatter.js';
export { hover } from './features/hover.js';
export { type DocumentEntry, entryAt, inDocument } from './features/inDocument.js';
export { inlayHints } from './features/inlayHints.js';
export { linkFile } from './features/linkFile.js';
export {
	completedRow,
	type Followed,
	identifierIn,
	idOfWork,
	isAuthorYear,
	ordered,
	paperOfWork,
	registriesFor,
	type WorkRow,
	workRow,
} from './features/literature.js';
export { fitting, grownBy, libraryMap, type MapAnswer, type MapCard, mapCard, type Surrounding } from './features/map.js';
export { mentionedIn } from './features/mentionedIn.js';
export { type Duplicates, duplicatesAt, mergeEntries, ownKey } from './features/mergeEntries.js';
export { creatableBibliography, missingBibliographies, namings } from './features/missingBibliographies.js';
export { callablePapers, isName, type NameAction, nameActions } from './features/nameActions.js';
export { nicknameCompletion } from './features/nicknames.js';
export { onlineFixes } from './features/onlineFixes.js';
export { preparingValues, type QueryOffer, queryHelp } from './features/queryHelp.js';
export { quotation } from './features/quotation.js';
export { isPaperOf, type RecognisedPdf, recognisingPdf } from './features/recognisePdf.js';
export { highlights, type ReferencesAnswer, references, referencesOf } from './features/references.js';
export { relatedPapers, relatedToAll } from './features/related.js';
export { namingsOf, type RefusedKey, type RenamedText, type RenameTarget, rename, renameTarget } from './features/rename.js';
export { type StatusAction, type StatusReport, type StatusRow, status, statusActions } from './features/status.js';
export { suggestKeys } from './features/suggestKeys.js';
export { workspaceSymbols } from './features/symbols.js';
export { changedItem, updateFromZotero } from './features/updateFromZotero.js';
export { updateToPublication } from './features/updateToPublication.js';
export { type WikilinkAnswer, wikilinkCompletion } from './features/wikilinks.js';
export { worksCited } from './features/worksCited.js';
export { textOfBytes } from './library/bibtexFile.js';
export { bundledKey } from './library/bundled.js';
export { type Corpus, corpusText, emptyCorpus, forgetCorpus, indexCorpus, readCorpus } from './library/corpus.js';
export { isFileSource } from './library/fileSource.js';
export { type EntrySource, insertCopy } from './library/formats/bibtex/copy.js';
export { decodeField } from './library/formats/bibtex/decode.js';
export { styleNear } from './library/formats/bibtex/editing.js';
export { readBibtex } from './library/formats/bibtex/read.js';
export { scanBibtex } from './library/formats/bibtex/scan.js';
export { styleOf } from './library/formats/bibtex/style.js';
export { insertEntry, insertWritten, writeEntry } from './library/formats/bibtex/write.js';
export { formatOf } from './library/formats/formats.js';
export type { Problem, Severity, SourceRecord } from './library/formats/record.js';
export { emptyRecord } from './library/formats/record.js';
export { type Identifier, identifierOf, services } from './library/formats/services/services.js';
export { frontMatterOf } from './library/formats/summary.js';
export { wholeRecordIn } from './library/formats/wholeRecord.js';
export { HttpLibrary, type HttpLibraryState } from './library/http/httpLibrary.js';
export { httpLibraryKinds, httpLibraryOptionsOf } from './library/http/options.js';
export { hashOf } from './library/index/hashes.js';
export { keyFor, paperFor } from './library/keyFor.js';
export { knownPaper } from './library/knownPaper.js';
export type { Library, LibraryStore } from './library/library.js';
export { createLibraryFiles, type LibraryFiles } from './library/libraryFiles.js';
export { NameFiles } from './library/nameFiles.js';
export { type NameChange, withNameChange } from './library/namesYaml.js';
export { authorYear, entryOf, familyName, type Origin, type Paper, type RecordPlace, shortAuthors } from './library/paper.js';
export { parseQuery, searchLibrary } from './library/query.js';
export { ReadingFiles } from './library/readingFiles.js';
export type { Readings } from './library/readingState.js';
export { createLibraryStore } from './library/store.js';
export { LatestTopics } from './library/topics/latestTopics.js';
export { wellKnownNames } from './library/wellKnownNames.js';
export type { AskZotero, NoZoteroAnswer, ZoteroAnswer, ZoteroRequest } from './library/zotero/access.js';
export { ZoteroConnection, ZoteroError, type ZoteroFailure } from './library/zotero/connection.js';
export {
	type Annotation,
	apiGroupOf,
	exportedEntry,
	openAddress,
	type PaperDetails,
	paperDetails,
	selectAddress,
} from './library/zotero/details.js';
export { isPort, usualPort, type ZoteroOptions, zoteroOptionsOf } from './library/zotero/options.js';
export { ZoteroSource, type ZoteroState } from './library/zotero/source.js';
export { isZoteroSource } from './library/zotero/sourceUri.js';
export { crossrefSearchPath, readCrossrefList } from './literature/crossref.js';
export { checkedEntries, entryProblems } from './literature/entryProblems.js';
export { failureOf, type ServiceFailure } from './literature/failures.js';
export { type Addresses, baseOf, type HostName, hosts } from './literature/hosts.js';
export { mergeWorks } from './literature/mergeWorks.js';
export {
	citedPath,
	citingPath,
	completePath,
	type OpenAlexId,
	readCompleted,
	readOpenAlexList,
	readOpenAlexWork,
	searchPath,
	workPath,
} from './literature/openAlex.js';
export { type LiteratureOptions, literatureOptionsOf } from './literature/options.js';
export { type Allowance, type Clock, PoliteWeb, systemClock } from './literature/politeWeb.js';
export { type AskRegistry, type CheckOutcome, RegistryCheck } from './literature/registryCheck.js';
export { abstractText, type Work } from './literature/work.js';
export { type AddressKind, addressesOf } from './render/addresses.js';
export { bibliographyBlock, referencesTitle } from './render/bibliographyBlock.js';
export { bibliographyText } from './render/bibliographyText.js';
export { bibtexOf } from './render/bibtex.js';
export { type Locales, localeFor, type Reference } from './render/citeproc.js';
export { type Compared, type ComparedPaper, type ComparedRow, comparedPapers, comparedRows, type RowTitles } from './render/comparison.js';
export { comparisonTable } from './render/comparisonTable.js';
export { cslItemOf } from './render/cslItem.js';
export { readStyle, type StyleFacts, shippedLocales, shippedStyles } from './render/cslStyle.js';
export { escapeMarkdown, isolated } from './render/escape.js';
export type { Formatting } from './render/formatting.js';
export { limits } from './render/guards.js';
export { type CardExtras, cardCommands, hoverCard, ownEntryCard, type UnknownKeyPlace, unknownKeyCard } from './render/hoverCard.js';
export { type HttpLibraryReport, httpLibraryReport, httpLibrarySentences } from './render/httpLibraryReport.js';
export { writeReference } from './render/inlineText.js';
export { plainSentence } from './render/markdown.js';
export type { Picture } from './render/math.js';
export { type PaperFace, type PaperRow, type PaperUse, paperRow, shownTitle } from './render/paperRow.js';
export { type Drawing, drawingOf, pictureOf, type ThemeKind, type Typesetter, themeKindOf } from './render/picture.js';
export { plainTextOf } from './render/plainText.js';
export { readerCard } from './render/readerCard.js';
export { elsewherePage, type ReaderMatter, readerPage } from './render/readerPage.js';
export { type MakeReferences, type ReferenceAnswer, type ReferenceRequest, referenceMaker } from './render/referenceMaker.js';
export { textOfRuns, writeRuns } from './render/referenceRuns.js';
export { columnsOf, firstAuthorYear, shortName } from './render/shortTitle.js';
export { type ZoteroReport, zoteroReport } from './render/zoteroReport.js';
export type { ZoteroMatter } from './render/zoteroSection.js';
export { quotedLine, type ToolAnswer } from './tools/answer.js';
export { findPaper, isPaper } from './tools/findPaper.js';
export { paperAnswer } from './tools/getPaper.js';
export type { JsonSchema } from './tools/inputs.js';
export { problemsOfFile, unreadable } from './tools/problemsOfFile.js';
export { type SafeEdit, safeFixes } from './tools/safeFixes.js';
export { type LibraryRequest, StandaloneLibrary } from './tools/standaloneLibrary.js';
export { callTool, type ToolDescription, toolDescriptions, toolInstructions } from './tools/tools.js';
export { isUsers, type ToolWorkspace } from './tools/toolWorkspace.js';
export type { IndexingProgress } from './workspace/folderReading.js';
export { type FileHint, findPdf } from './workspace/paperFiles.js';
export { isBroad, projectFolderOf } from './workspace/projectFolder.js';
export { readingOnce } from './workspace/readingOnce.js';
export { indexedExtensions } from './workspace/rules.js';
export { globalLibraryFiles } from './workspace/userLibraryFiles.js';
export { WorkspaceFiles, type WorkspaceHost, type WorkspaceRules } from './workspace/workspaceFiles.js';
