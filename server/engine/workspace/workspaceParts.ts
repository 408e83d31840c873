import type { FileSystem } from '../base/files.js';
import type { Log } from '../base/log.js';
import type { NoteFiles } from '../documents/noteFiles.js';
import type { NoteIndex } from '../documents/noteIndex.js';
import type { ProjectFiles } from '../documents/project/projectFiles.js';
import type { LibraryStore } from '../library/library.js';
import type { LibraryFiles } from '../library/libraryFiles.js';
import type { NameFiles } from '../library/nameFiles.js';
import type { ReadingFiles } from '../library/readingFiles.js';

/** What the workspace fills, and where it reads. */
export interface WorkspaceParts {
	readonly store: LibraryStore;
	readonly libraryFiles: LibraryFiles;
	readonly notes: NoteIndex;
	readonly noteFiles: NoteFiles;
	readonly project: ProjectFiles;
	/** The reading states; left out where nobody asks for them. */
	readonly readings?: ReadingFiles;
	/** What the user says about names; left out where nobody asks for it. */
	readonly names?: NameFiles;
	readonly files: FileSystem;
	readonly log: Log;
}
