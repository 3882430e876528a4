package org.waystation.ops.admin;

/** One HTTP answer. */
record Answer(int status, String contentType, String body) {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    static Answer text(int status, String line) {
        return new Answer(status, TEXT, line + "\n");
    }
}
