"""Make the sample corpus: structured sources in, PDF, .docx, gold, layout truth and manifest out."""
