"""Outside formats become our records: one folder a source, `read` pure, bytes in and a NoticeRecord out."""
