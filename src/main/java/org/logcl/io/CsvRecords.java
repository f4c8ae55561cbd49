package org.logcl.io;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** The records of a CSV file one after the other, with every failure turned into ours. */
final class CsvRecords implements AutoCloseable {
  private static final String WHAT = "Data file";

  /** Above fastcsv's 16,384: gene expression and embeddings have more columns. */
  private static final int MOST_COLUMNS = 1 << 24;

  private final Path file;
  private final CloseableIterator<CsvRecord> records;

  CsvRecords(Path file, CsvOptions options) {
    this.file = file;
    InputFiles.requirePresent(file, WHAT);
    try {
      Utf8Reader reader = new Utf8Reader(Files.newInputStream(file), options.progress());
      records =
          CsvReader.builder()
              .fieldSeparator(options.separator())
              .skipEmptyLines(false)
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .build(CsvRecordHandler.of(handler -> handler.maxFields(MOST_COLUMNS)), reader)
              .iterator();
    } catch (IOException e) {
      throw InputFiles.failure(file, WHAT, e);
    }
  }

  /**
   * The next record, null at the end. Blank lines may stand at the end only: elsewhere one could be
   * a missing value, and predictions would move against their rows.
   */
  CsvRecord next() {
    try {
      CsvRecord blank = null;
      while (records.hasNext()) {
        CsvRecord next = records.next();
        if (next.getFieldCount() == 1 && next.getField(0).isBlank()) {
          blank = blank == null ? next : blank;
        } else if (blank != null) {
          throw new InputException(
              file + ", line " + blank.getStartingLineNumber() + ": blank line; remove it");
        } else {
          return next;
        }
      }
      return null;
    } catch (CsvParseException | UncheckedIOException e) {
      throw translate(e);
    }
  }

  /**
   * The fields of a line of CSV with commas.
   *
   * @throws InputException if it is not well-formed
   */
  static List<String> fields(String line) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().allowUnclosedQuote(false).ofCsvRecord(line)) {
      return reader.stream().flatMap(record -> record.getFields().stream()).toList();
    } catch (CsvParseException | IOException e) {
      throw new InputException(
          Quote.of(line) + " is no list of columns: " + e.getMessage() + "; check the quotes", e);
    }
  }

  /** A line of CSV with commas, without a line end. */
  static String line(List<String> fields) {
    StringWriter line = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().build(line)) {
      writer.writeRecord(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw InputFiles.failure(file, WHAT, e);
    }
  }

  private RuntimeException translate(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException) {
        return new InputException(file + ", " + cause.getMessage(), cause);
      }
      if (cause instanceof IOException io) {
        return InputFiles.failure(file, WHAT, io);
      }
      if (cause instanceof RuntimeException listeners
          && !(cause instanceof CsvParseException || cause instanceof UncheckedIOException)) {
        return listeners; // fastcsv wraps what the progress listener throws
      }
    }
    return new InputException(
        file + " is not well-formed CSV: " + failure.getMessage() + "; check the quotes", failure);
  }
}
