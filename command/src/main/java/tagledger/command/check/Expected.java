package tagledger.command.check;

import tagledger.command.log.Kind;
import tagledger.command.log.Registers;

/** Hands on what the log tells to whoever compares it. */
record Expected(ExpectedDirectory directory, ExpectedKeys keys) implements Registers.Sink {

  @Override
  public void entry(Kind kind, int id, int store) {
    directory.add(kind, id, store);
  }

  @Override
  public void key(int store, Kind kind, String key, int id) {
    keys.add(store, kind, key, id);
  }

  @Override
  public void again(Kind kind, int id, int store) {
    directory.again(kind, id, store);
  }
}
